# Reads arguments. Reported numbers are text: digits count, trailing zeros too.

largest_int <- 2147483647

# The decimal number that a value shows; the library judges whether it is one, and whether it was
# computed.
decimal <- function(name, value) {
  one <- length(value) == 1 && !is.list(value) && !inherits(value, "integer64")
  if (one && is.character(value) && !is.na(value)) return(tidy(value))
  if (one && is.numeric(value) && is.finite(value)) return(digits_of(value))
  advice <- "write a number such as 3.5, or \"3.50\" to keep its zeros"
  if (one && is.na(value)) refuse(name, " is missing (", shown(value), "); ", advice)
  refuse(name, " is ", shown(value), "; ", if (length(value) > 1) one_report else advice)
}

one_report <- "give one report a call, in a loop over the rows"

decimal_or_null <- function(name, value) if (!is.null(value)) decimal(name, value)

# Without blanks around it, and with an ASCII minus.
tidy <- function(text) {
  text <- gsub("\u2212", "-", enc2utf8(text), fixed = TRUE)
  gsub("^[ \t\r\n\u00a0\u2009\u202f]+|[ \t\r\n\u00a0\u2009\u202f]+$", "", text)
}

# 15 digits where they give the same double, so that 0.1 is 0.1, else all 17. Never 1e+05, whose last
# digit stands for 100000.
digits_of <- function(value) {
  value <- as.vector(value)
  text <- format(value, digits = 15, scientific = FALSE, trim = TRUE, decimal.mark = ".")
  if (as.numeric(text) == value) text else sprintf("%.17g", value)
}

# How many decimals the paper prints, of mean and SD; NA where nothing is said.
read_digits <- function(digits) {
  if (is.null(digits)) return(c(NA, NA))
  if (!length(digits) %in% 1:2)
    refuse("digits holds ", length(digits), " numbers; write how many decimals are printed, or c(mean's, sd's)")
  decimals <- vapply(as.list(digits), function(one) {
    if (length(one) == 1 && is.na(one)) return(NA_integer_)
    one <- whole("digits", one, lowest = 0)
    if (one > 30) refuse("digits (", one, ") must lie between 0 and 30")
    one
  }, 0L)
  rep_len(decimals, 2)
}

# The number with so many decimals, as printed; what is no number is left for the library.
with_zeros <- function(name, text, decimals) {
  if (is.na(decimals) || !grepl("^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)(e[+-]?[0-9]{1,3})?$", text)) return(text)
  shown <- max(0, -last_place(text))
  if (shown > decimals)
    refuse(name, " (", text, ") has more decimals than digits = ", decimals,
           "; round it to what the paper prints, or leave digits out")
  if (grepl("e", text, fixed = TRUE)) return(sprintf("%.*f", decimals, as.numeric(text)))
  point <- if (decimals > 0 && !grepl(".", text, fixed = TRUE)) "." else ""
  paste0(text, point, strrep("0", decimals - shown))
}

# The power of ten of the last written digit: -2 for 3.50.
last_place <- function(text) {
  parts <- strsplit(tolower(text), "e", fixed = TRUE)[[1]]
  fraction <- if (grepl(".", parts[1], fixed = TRUE)) nchar(sub(".*\\.", "", parts[1])) else 0
  (if (length(parts) > 1) as.integer(parts[2]) else 0) - fraction
}

# A number without exponent, to show.
plain_text <- function(value) format(value, digits = 15, scientific = FALSE, trim = TRUE, decimal.mark = ".")

# A number without the digits that its error makes meaningless, to show.
known_digits <- function(text, error) {
  place <- floor(log10(error) + 1e-9)
  if (error / 10^place >= 4.999) place <- place + 1
  number <- sprintf("%.*f", as.integer(max(0, -place)), as.numeric(text))
  if (as.numeric(number) == 0) "0" else number
}

# An int from anything that is a whole number: 20, "20", "20.0".
whole <- function(name, value, lowest = -largest_int, of_fractions = "write a whole number such as 5") {
  number <- number_in(value)
  advice <- "write a whole number such as 5"
  if (is.null(number) && length(value) > 1 && name %in% c("n", "scale_min", "scale_max")) advice <- one_report
  if (is.character(value) && length(value) == 1 && grepl("^[+-]?[0-9]+[.][0-9]*$", tidy(value))) advice <- of_fractions
  if (is.null(number)) refuse(name, " is ", shown(value), "; ", advice)
  if (is.na(number)) refuse(name, " is missing (", shown(value), "); ", advice)
  if (number != round(number)) refuse(name, " is ", shown(value), "; ", of_fractions)
  if (number < lowest || number > largest_int)
    refuse(name, " (", shown(number), ") must lie between ", format(lowest, scientific = FALSE),
           " and ", largest_int)
  as.integer(number)
}

# A number of a table, maybe as text; NULL for anything else.
number_in <- function(value) {
  if (length(value) != 1 || is.list(value) || is.factor(value) || inherits(value, "integer64")) return(NULL)
  if (is.na(value)) return(NA_real_)
  if (is.numeric(value)) return(as.numeric(value))
  if (is.character(value) && grepl("^[+-]?[0-9]{1,40}([.]0*)?$", tidy(value))) return(as.numeric(tidy(value)))
  NULL
}

# The digits of a whole number that may be larger than a double can tell from its neighbour.
whole_text <- function(name, value, example = "\"12345678901234567890\"") {
  exact <- attr(value, "exact")
  if (!is.null(exact)) value <- exact
  one <- length(value) == 1 && !is.na(value) && !inherits(value, "integer64")
  if (one && is.character(value) && grepl("^[+-]?[0-9]+$", tidy(value))) return(sub("^\\+", "", tidy(value)))
  if (!one || !is.numeric(value) || value != round(value))
    refuse(name, " is ", shown(value), "; write a whole number such as 5 or ", example)
  if (abs(value) > 2^53)
    refuse(name, " is above 2^53, where doubles skip numbers; write it as a string such as ", example)
  sprintf("%.0f", value)
}

# How many threads share the work; -1 stands for all CPUs.
thread_count <- function(threads) {
  if (!is.numeric(threads) || length(threads) != 1 || is.na(threads))
    refuse("threads is ", shown(threads), "; write a whole number such as 2")
  whole("threads", threads, lowest = -1)
}

truth <- function(name, value) {
  if (!isTRUE(value) && !isFALSE(value)) refuse(name, " is ", shown(value), "; write TRUE or FALSE")
  value
}

# 7980 and "986669103733" with separators.
grouped <- function(digits) gsub("(?<=[0-9])(?=(?:[0-9]{3})+$)", ",", digits, perl = TRUE)

# A number of bytes for people: 24.5 GB.
bytes_text <- function(size) {
  power <- max(0, min(floor(log10(max(size, 1)) / 3), 6))
  units <- c("bytes", "kB", "MB", "GB", "TB", "PB", "EB")
  paste(format(round(size / 1000^power, 1), scientific = FALSE), units[power + 1])
}
