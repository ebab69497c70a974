# What goes in: digits count, trailing zeros too, and what is no number is refused in words.
library(hotloop)
count <- function(mean, sd = "1.3", n = 20, low = 1, high = 5, ...)
  as.vector(closure_count(closure(mean, sd, n, low, high, ...)))
said <- function(expr) tryCatch({ expr; "nothing" }, hotloop_error = conditionMessage)
says <- function(expr, words) {
  text <- said(expr)
  if (!grepl(words, text, fixed = TRUE)) stop("said: ", text, "; wanted: ", words)
}

for (mean in list("2.2", " 2.2\t", "+2.2", "22e-1", "\u00a02.2", 2.2)) stopifnot(count(mean) == 71)
stopifnot(count("3.5", 1L, 52) == count("3.5", "1", 52), count("3.5", "2", 52) == 3682,
          count("3.5", "2.0", 52) == 1,
          count("\u22121.6", "0.8", 10, -2, 2) == count(-1.6, 0.8, 10, -2, 2),
          count("-1.6", "0.8", 10, -2, 2) > 0,
          count("3.5", ".5", 12) == count("3.5", "0.5", 12),
          count("3.5", "1.2", "52") == count("3.5", "1.2", 52), count("3.5", "1.2", " 52.0 ", "1", "5") > 0)
old <- options(OutDec = ",", scipen = -20)
stopifnot(count(2.2) == 71)
options(old)

# The library's sentences
says(closure("3.5", "1,2", 50, 0, 7), "1,2")
says(closure("3.5", "1.2", 1, 0, 7), "n (1) must be 2 or more")
says(closure("3.5", "1.2", 50, 7, 1), "scale_min (7) is larger than scale_max (1); swap them")
says(closure("3.5", "-1.2", 50, 0, 7), "sd")
says(closure("", "1.2", 50, 0, 7), "mean")
says(closure("3.5%", "1.2", 50, 0, 7), "mean")
says(closure("3.5", "1.2", 50, 0, 7, items = 1001), "items")

# This package's own
says(closure(NULL, "1.2", 50, 0, 7), "mean is NULL; write a number")
says(closure(NA, "1.2", 50, 0, 7), "mean is missing (NA); write a number such as 3.5")
says(closure(NA_character_, "1.2", 50, 0, 7), "mean is missing (NA)")
says(closure(NaN, "1.2", 50, 0, 7), "mean is missing (NaN)")
says(closure(TRUE, "1.2", 50, 0, 7), "mean is TRUE")
says(closure(Inf, "1.2", 50, 0, 7), "mean is Inf")
says(closure(c("3.5", "3.6"), "1.2", 50, 0, 7), "mean is of length 2")
says(closure("3.5", factor("1.2"), 50, 0, 7), "sd is a factor")
says(closure("3.5", "1.2", 50.5, 0, 7), "n is 50.5; write a whole number")
says(closure("3.5", "1.2", "50.5", 0, 7), "n is \"50.5\"; write a whole number")
says(closure("3.5", "1.2", "5e1", 0, 7), "n is \"5e1\"; write a whole number")
says(closure("3.5", "1.2", TRUE, 0, 7), "n is TRUE; write a whole number")
says(closure("3.5", "1.2", NA, 0, 7), "n is missing (NA); write a whole number")
says(closure("3.5", "1.2", NaN, 0, 7), "n is missing (NaN)")
says(closure("3.5", "1.2", NULL, 0, 7), "n is NULL; write a whole number")
says(closure("3.5", "1.2", factor(50), 0, 7), "n is a factor")
says(closure("3.5", "1.2", 3e9, 0, 7), "n (3000000000) must lie between")
says(closure("3.5", "1.2", 50, NA, 7), "scale_min is missing (NA)")
says(closure("3,5", "1.2", 50, 0, 7), "write \"3.5\" with a point instead of the comma")
says(closure("1,234.5", "1.2", 50, 0, 7), "write \"1234.5\", without separators of thousands")
says(closure("3\u00b75", "1.2", 50, 0, 7), "\"3<U+00B7>5\") has a decimal point that is not ASCII, U+00B7; write .")
says(closure("\u0663", "1.2", 50, 0, 7), "U+0663; write 0 to 9")
says(closure("3.5", "1.2", 50, 0, 7, rounding = "half"), "rounding is \"half\"; write one of up_or_down")
says(closure("3.5", "1.2", 50, 0, 7, threshold = 10), "threshold (10)")
says(closure("3.5", "1.2", 50, 0, 7, ddof = 2), "ddof (2)")
says(closure("3.5", "1.2", 50, 0, 7, attained = NA), "attained is NA")
says(closure("3.5", "1.2", 50, 0, 7, count_min = 1:3), "count_min holds 3 counts, and the scale has 8 values")
says(closure("3.5", "1.2", 50, 0, 7, count_min = c("9" = 1)), "count_min names \"9\"")
says(closure("3.5", "1.2", 50, 0, 7, restrictions = c("3" = 1, "3.0" = 2)), "restrictions names a value twice")
x <- closure("3.5", "1.2", 50, 0, 7, ".05", ".005")
says(closure_rows(x, 0), "from (0) must be a whole number from 1 on")
says(closure_rows(x, 9, 8), "from is larger than to")
says(closure_rows(x, 7981, 7990), "from (7981) is past the end: there are 7,980 datasets")
says(closure_rows(x, 2^60), "above 2^53")
says(closure_rows(x, "ten"), "from is \"ten\"")
says(closure_rows(x, strrep("9", 50)), "must be a whole number")
says(closure_rows(x, threads = -2), "threads (-2) must lie between -1 and")
says(closure_rows(x, threads = 1.5), "threads is 1.5; write a whole number")
says(closure_rows(x, threads = "2"), "threads is \"2\"")
says(closure_rows(x, threads = NULL), "threads is NULL")
says(as.data.frame(x, threads = NA), "threads is NA")
says(closure_rank(x, 1:3), "row must be the 50 whole numbers")
says(closure_sample(x, -1, 1), "size (-1)")
says(closure_sample(x, 1, -1), "seed must be")
says(closure_count(5), "x is 5; write what closure() returns")

# What is printed
shown <- function(...) capture.output(print(closure(...)))
text <- suppressWarnings(shown(3.5, 2, 52, 1, 5))
stopifnot(grepl("mean 3.5 .*0.05, SD 2 .*0.5, n 52, scale 1 to 5: 3,682 datasets", text[1]),
          "mean: digits taken as 1 (give \"3.50\" for two)" %in% text,
          "sd: digits taken as 0 (give \"2.0\" for one)" %in% text,
          length(shown("3.5", "2", 52, 1, 5)) == 2, length(shown(3.5, 2, 52, 1, 5, .05, .5)) == 2,
          "Not possible: sd (GRIMMER)." %in% shown("3.44", "2.47", 18, 1, 9),
          grepl("1 dataset$", shown("3.5", "2.0", 52, 1, 5)[1]))
invisible(capture.output(print(summary(x)), print(summary(closure("3.44", "2.47", 18, 1, 9)))))

# What to write instead
says(closure("45%", "1", 20, 0, 100), "mean (\"45%\") is a percentage; write \"0.45\" on a scale from 0 to 1")
says(closure("3.5", "1.2", 50), "no scale: scale_min and scale_max missing; write the smallest and the largest answer")
says(closure("3.5", "1.2", 50, 1), "no scale: scale_max missing")
says(closure("3.5", n = 50, scale_min = 1, scale_max = 5), "missing: sd; write mean, sd, n, scale_min and scale_max")
says(closure("3.5", "1.2", 50, 1.5, 7), "scale_min is 1.5; the ends of a scale are whole numbers; if it has half")
says(closure("3.5", "1.2", 50, 1, "5.5"), "scale_max is \"5.5\"; the ends of a scale are whole numbers; if it has half")
says(closure(c("3.5", "3.6"), "1.2", 50, 0, 7), "give one report a call, in a loop over the rows")
says(closure("3.5", "1.2", c(50, 60), 0, 7), "n is of length 2; give one report a call")
says(closure("3.5", "1.2", 50, 0, 7, restrictions = list(3, 2)), "restrictions is of length 2; write how often, by value")
says(closure("3.5", "1.2", 50, 0, 7, restrictions = "3"), "restrictions is \"3\"; write how often, by value, such as c(\"3\" = 2)")
says(closure_rows(x, 1e6), "from (1000000) is past the end: there are 7,980 datasets; write a smaller one")
says(closure_rows(5), "x is 5; write what closure() returns")
none <- closure("3.55", "0.01", 20, 1, 5)
says(closure_sample(none, 5, 1), "no dataset has this mean and SD, so there is none to draw; see closure_verdict(x)")
says(matrix_power(5, 2), "a is 5; write a square matrix")
says(matrix_power(matrix(1, 2, 3), 2), "a has 2 rows and 3 columns; write a square matrix")
says(matrix_power(matrix("1", 1, 1), 2), "a holds entries of type character; write numbers")
says(matrix_power(diag(2), 2.5), "n is 2.5; write a whole number such as 5")
says(matrix_power(diag(2), 2, mod = 0), "mod is 0; write a whole number from 1 to 2^53 - 1")
says(matrix_power(diag(2), 2, symmetric = "yes"), "symmetric is \"yes\"; write TRUE or FALSE")
says(matrix_power(matrix(1L, 2, 2), 2, stochastic = TRUE), "use storage.mode(a) <- \"double\"")
says(matrix_power_apply(diag(2), 2, c(1, 2, 3)), "v has 3 rows, but a has 2; write a vector of 2")
says(matrix_power_apply(diag(2), 2, "v"), "v is \"v\"; write a vector or matrix of numbers")
says(cubic_roots("1", 2, 3, 4), "a must be real numbers, not character")

# Rows, columns and pivots are counted from 1
says(matrix_power(rbind(c(.5, .5), c(5, 3)), 2, stochastic = TRUE), "row 2 of a sums to 8; divide each row by its sum")
says(matrix_power(cbind(c(.5, .5), c(5, 3)), 2, column_stochastic = TRUE), "column 2 of a sums to 8")
says(matrix_power(rbind(c(1, 0), c(-1, 2)), 2, stochastic = TRUE), "a has row 2 with an entry below 0")
says(matrix_power(diag(c(1, 0)), -1), "a is singular: pivot 2 is zero")
