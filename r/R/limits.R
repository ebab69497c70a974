# How often each value of the scale must and may occur.

read_limits <- function(x, restrictions, count_min, count_max) {
  low <- counts_of(x, "count_min", count_min, 0L)
  high <- counts_of(x, "count_max", count_max, x$n)
  exact <- counts_of(x, "restrictions", restrictions, NA_integer_)
  if (!is.null(exact)) {
    low <- overlay(exact, if (is.null(low)) rep(0L, length(exact)) else low)
    high <- overlay(exact, if (is.null(high)) rep(x$n, length(exact)) else high)
  }
  list(low, high)
}

overlay <- function(exact, counts) ifelse(is.na(exact), counts, exact)

# One integer a value, from all of them in order or from some, named by their values.
counts_of <- function(x, name, counts, otherwise) {
  if (is.null(counts)) return(NULL)
  if (is.null(names(counts)) && !is.numeric(counts))
    refuse(name, " is ", shown(counts), "; write how often, by value, such as c(\"3\" = 2)")
  k <- length(row_values(x))
  given <- vapply(counts, function(count) whole(name, count, lowest = 0), 0L)
  if (is.null(names(counts))) {
    if (length(given) == k) return(as.integer(given))
    refuse(name, " holds ", length(given), " counts, and the scale has ", k,
           " values; give them all, or name them: c(\"3\" = 2)")
  }
  all <- rep(as.integer(otherwise), k)
  all[place_of(x, name, names(counts))] <- given
  all
}

# The place of values such as "3" or, with items, "3.67" or "11/3".
place_of <- function(x, name, keys) {
  value <- vapply(keys, number_of, 0)
  place <- round((value - x$scale_min) * x$items) + 1
  off <- abs(value - (x$scale_min + (place - 1) / x$items))
  wrong <- is.na(off) | off > 0.00501 | place < 1 | place > length(row_values(x))
  if (any(wrong)) refuse(name, " names ", shown(keys[wrong][1]), ", which is no value of the scale")
  if (anyDuplicated(place)) refuse(name, " names a value twice")
  place
}

number_of <- function(key) {
  parts <- suppressWarnings(as.numeric(strsplit(tidy(key), "/", fixed = TRUE)[[1]]))
  if (length(parts) == 2) parts[1] / parts[2] else if (length(parts) == 1) parts else NA_real_
}
