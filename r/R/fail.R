# Errors: class hotloop_error, and one more by kind; `status` is the library's number.

kinds <- c("-2" = "size", "-3" = "domain", "-4" = "not_finite", "-9" = "flags",
           "-10" = "out_of_memory", "-11" = "cancelled", "-12" = "overflow",
           "-13" = "singular", "-14" = "bad_plan", "-15" = "unsupported", "-99" = "internal")

# Called from C too.
fail <- function(message, status = -3L) {
  message <- counted_from_one(message)
  kind <- kinds[as.character(status)]
  kind <- if (is.na(kind)) "argument" else kind
  stop(structure(list(message = message, call = NULL, status = status),
                 class = c(paste0("hotloop_", kind), "hotloop_error", "error", "condition")))
}

# The library counts rows, columns and pivots from 0.
counted_from_one <- function(message) {
  place <- regexpr("\\b(row|column|pivot) [0-9]+", message)
  if (place < 0) return(message)
  found <- regmatches(message, place)
  number <- as.numeric(sub(".* ", "", found)) + 1
  regmatches(message, place) <- paste(sub(" .*", "", found), format(number, scientific = FALSE))
  sub("^a has (row|column) ([0-9]+) with the sum ([^;,]+)", "\\1 \\2 of a sums to \\3", message)
}

refuse <- function(...) fail(paste0(...))

# How a wrong argument looks, in few words.
shown <- function(value) {
  if (is.null(value)) return("NULL")
  if (length(value) != 1) return(paste("of length", length(value)))
  if (is.list(value)) return("a list")
  if (is.factor(value)) return("a factor")
  if (is.na(value)) return(if (is.nan(value)) "NaN" else "NA")
  if (is.character(value)) return(dQuote(value, FALSE))
  if (is.numeric(value) && abs(value) < 1e15) digits_of(value) else format(value)
}
