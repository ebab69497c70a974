# CLOSURE: the object. It holds the problem and, once it is needed, the plan as bytes, so that it
# can be saved.

roundings <- c(up_or_down = 0L, up = 1L, down = 2L, even = 3L, ceiling = 4L, floor = 5L, trunc = 6L)

closure <- function(mean, sd, n, scale_min, scale_max, mean_error = NULL, sd_error = NULL, items = 1,
                    rounding = "up_or_down", threshold = 5, ddof = 1, restrictions = NULL,
                    count_min = NULL, count_max = NULL, attained = FALSE, symmetric = FALSE,
                    digits = NULL) {
  missing_report(c(mean = missing(mean), sd = missing(sd), n = missing(n), scale_min = missing(scale_min),
                   scale_max = missing(scale_max)))
  decimals <- read_digits(digits)
  x <- list(
    mean = with_zeros("mean", decimal("mean", mean), decimals[1]),
    sd = with_zeros("sd", decimal("sd", sd), decimals[2]), n = whole("n", n),
    scale_min = whole("scale_min", scale_min, of_fractions = half_points),
    scale_max = whole("scale_max", scale_max, of_fractions = half_points),
    items = whole("items", items, lowest = 1),
    mean_error = decimal_or_null("mean_error", mean_error),
    sd_error = decimal_or_null("sd_error", sd_error),
    rounding = one_of("rounding", rounding, names(roundings)),
    threshold = whole("threshold", threshold, lowest = 1), ddof = whole("ddof", ddof, lowest = 0),
    attained = truth("attained", attained), symmetric = truth("symmetric", symmetric),
    # Numbers that have no other digits than those that R shows.
    numeric = c(mean = is.numeric(mean) && is.na(decimals[1]), sd = is.numeric(sd) && is.na(decimals[2])))
  read <- read_problem(x, c(is.numeric(mean_error), is.numeric(sd_error)))
  x$problem <- read$problem
  x$errors <- c(mean = read$errors[1], sd = read$errors[2])
  x$computed <- c(mean = read$computed[1], sd = read$computed[2])
  x$limits <- read_limits(x, restrictions, count_min, count_max)
  x <- structure(counted(x), class = "hotloop_closure")
  warn_of_lost_zeros(x)
  x
}

half_points <- "the ends of a scale are whole numbers; if it has half points, write items = 2 as well"

missing_report <- function(is_missing) {
  names <- names(which(is_missing))
  if (length(names) && all(names %in% c("scale_min", "scale_max")))
    refuse("no scale: ", paste(names, collapse = " and "), " missing; write the smallest and the largest answer, ",
           "such as 1 and 5. Tests that need no scale are grim, grimmer: hotloop_closure_verdict in C does them")
  if (length(names))
    refuse("missing: ", paste(names, collapse = ", "), "; write mean, sd, n, scale_min and scale_max, as in ",
           "closure(\"3.50\", \"1.20\", 20, 1, 5)")
}

one_of <- function(name, value, words) {
  if (length(value) != 1 || is.na(value) || !value %in% words)
    refuse(name, " is ", shown(value), "; write one of ", paste(words, collapse = ", "))
  value
}

# How the printed values came about, in the library's bits.
rounding_bits <- function(x) {
  if (x$threshold > 9) refuse("threshold (", x$threshold, ") must lie between 1 and 9")
  if (x$ddof > 1) refuse("ddof (", x$ddof, ") must be 1, for the divisor n - 1, or 0, for n")
  roundings[[x$rounding]] + 16L * x$threshold + 256L * x$symmetric + 512L * (x$ddof == 0)
}

# The library hears which numbers were doubles, and tells computed ones from printed ones.
read_problem <- function(x, errors_numeric) {
  bits <- rounding_bits(x) + sum(c(x$numeric, errors_numeric) * 4^(5:8))
  shape <- c(x$n, x$scale_min, x$scale_max, x$items, bits, as.integer(x$attained))
  .Call(C_closure_problem, x$mean, x$sd, as.integer(shape), x$mean_error, x$sd_error)
}

# Adds the count, which takes less memory than the plan.
counted <- function(x) {
  x$sizes <- .Call(C_closure_sizes, x$problem, x$limits)
  names(x$sizes) <- c("plan", "count")
  check_bytes(x$sizes[["count"]])
  total <- .Call(C_closure_count, x$problem, x$limits, x$sizes)
  x[names(total)] <- total
  x$kept <- new.env(parent = emptyenv())
  x
}

# The system might kill R for larger tables.
check_bytes <- function(size) {
  if (size > getOption("hotloop.max_bytes", 2^31))
    refuse("this takes tables of ", bytes_text(size), "; a shorter scale, a smaller n or narrower errors ",
           "need less, and options(hotloop.max_bytes = ) allows more")
}

closure_object <- function(x) {
  if (!inherits(x, "hotloop_closure")) refuse("x is ", shown(x), "; write what closure() returns")
  x
}

# The plan is kept: all copies of the object share it.
plan_of <- function(x) {
  kept <- closure_object(x)$kept
  if (is.null(kept$plan)) kept$plan <- built_plan(x)
  kept$plan
}

built_plan <- function(x) {
  if (is.infinite(x$count)) refuse(count_text(x), " are too many to list or summarise")
  check_bytes(x$sizes[["plan"]])
  .Call(C_closure_plan, x$problem, x$limits, x$sizes)
}

# For summaries, which need memory besides the plan.
summarised_plan <- function(x) {
  plan <- plan_of(x)
  check_bytes(.Call(C_closure_work_size, plan))
  plan
}

# What a row can hold: whole numbers, in units of 1/items.
row_values <- function(x) seq(x$scale_min * x$items, x$scale_max * x$items)

scale_values <- function(x) row_values(x) / x$items
