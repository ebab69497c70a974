# How many datasets, and where one stands.

closure_count <- function(x) {
  count <- closure_object(x)$count
  say_rounded(count, x)
  count
}

# Doubles skip numbers above 2^53.
say_rounded <- function(count, x) {
  if (is.infinite(count)) message("hotloop: ", count_text(x), ", too many to count exactly")
  else if (isTRUE(count > 2^53))
    message("hotloop: above 2^53 a double is rounded; attr(, \"exact\") has every digit: ",
            attr(count, "exact"))
}

# "7,980 datasets"
count_text <- function(x) {
  exact <- attr(x$count, "exact")
  if (is.na(exact)) return(sprintf("about 2^%.1f datasets", x$log2))
  paste0(grouped(exact), if (exact == "1") " dataset" else " datasets")
}

closure_rank <- function(x, row) {
  plan <- plan_of(x)
  if (!is.numeric(row) || length(row) != x$n)
    refuse("row must be the ", x$n, " whole numbers of one dataset")
  value <- row - x$scale_min * x$items + 1
  k <- length(row_values(x))
  if (anyNA(value) || any(value != round(value) | value < 1 | value > k)) return(NA_real_)
  rank <- .Call(C_closure_rank, plan, tabulate(value, k))
  say_rounded(rank, x)
  rank
}
