# Reads arguments. Reported numbers are text: digits count, trailing zeros too.

largest_int <- 2147483647

# The decimal number that a value shows; the library judges whether it is one.
decimal <- function(name, value) {
  one <- length(value) == 1 && !is.list(value) && !inherits(value, "integer64")
  if (one && is.character(value) && !is.na(value)) return(tidy(value))
  if (one && is.numeric(value) && is.finite(value)) return(digits_of(value))
  refuse(name, " is ", shown(value), "; write a number such as 3.5, or \"3.50\" to keep its zeros")
}

decimal_or_null <- function(name, value) if (!is.null(value)) decimal(name, value)

# Without blanks around it, and with an ASCII minus.
tidy <- function(text) {
  text <- gsub("\u2212", "-", enc2utf8(text), fixed = TRUE)
  gsub("^[ \t\r\n\u00a0\u2009\u202f]+|[ \t\r\n\u00a0\u2009\u202f]+$", "", text)
}

# 15 digits, so that 0.1 + 0.2 is 0.3; never 1e+05, whose last digit stands for 100000.
digits_of <- function(value) {
  format(as.vector(value), digits = 15, scientific = FALSE, trim = TRUE, decimal.mark = ".")
}

# The power of ten of the last written digit: -2 for 3.50.
last_place <- function(text) {
  parts <- strsplit(tolower(text), "e", fixed = TRUE)[[1]]
  fraction <- if (grepl(".", parts[1], fixed = TRUE)) nchar(sub(".*\\.", "", parts[1])) else 0
  (if (length(parts) > 1) as.integer(parts[2]) else 0) - fraction
}

# Half a unit of the last written digit, to show.
half_unit <- function(text) {
  place <- last_place(text) - 1
  if (place < 0) paste0("0.", strrep("0", -place - 1), "5") else paste0("5", strrep("0", place))
}

# An int from anything that is a whole number.
whole <- function(name, value, lowest = -largest_int) {
  one <- length(value) == 1 && is.numeric(value) && !inherits(value, "integer64")
  if (!one || is.na(value) || value != round(value))
    refuse(name, " is ", shown(value), "; write a whole number such as 5")
  if (value < lowest || value > largest_int)
    refuse(name, " (", shown(value), ") must lie between ", format(lowest, scientific = FALSE),
           " and ", largest_int)
  as.integer(value)
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
thread_count <- function(threads) whole("threads", threads, lowest = -1)

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
