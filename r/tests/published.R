# Counts of published reports, each known from two or more independent exact engines.
library(hotloop)
count <- function(...) attr(closure_count(closure(...)), "exact")

cases <- read.table(colClasses = "character", text = "
  3.44 2.47 18 1 9 0
  3.44 2.45 18 1 9 211
  3.44 2.48 18 1 9 206
  3.44 2.47 25 1 9 950
  2.63 2.06 18 1 9 0
  4.28 2.44 18 1 9 545
  3.89 2.59 18 1 9 349
  3.53 2.39 19 1 9 332
  6.00 2.00 7 1 9 9
  1.68 1.42 19 1 9 4
  20.70 3.40 23 0 63 763594
  2.35 1.39 20 1 5 8
  .5 5 100 0 4 0
  2.2 1.3 20 1 5 71
  2.20 1.32 20 1 5 9
  3.02 2.14 20 1 7 0
  3.25 2.05 20 1 7 86
  1.98 2.02 41 -1 6 8340
  1.3 0.9 9 1 5 0
  2.97 2.83 30 1 7 1
  3.5 .5 52 1 5 15
  3.7 1.2 120 1 5 49375
  4.0 1.0 50 1 7 7776
  3.5 1.7 75 1 5 3591
  3.5 1.0 90 1 5 12987")
for (i in seq_len(nrow(cases))) {
  n <- as.numeric(cases[i, 3:5])
  found <- count(cases[i, 1], cases[i, 2], n[1], n[2], n[3])
  if (found != cases[i, 6]) stop("row ", i, ": ", found, " and not ", cases[i, 6])
}

A <- closure("3.5", "1.2", 50, 0, 7, ".05", ".005")
D <- closure("2.7", "1.9", 130, 1, 5, ".05", ".05")
stopifnot(
  closure_count(A) == 7980,
  closure_count(D) == 5359,
  count("3.5", "1.2", 50, 0, 7, ".05", ".005", attained = TRUE) == "1512",
  count("10.0", "2.0", 3, 1, 5) == "0",
  # items, and limits on counts
  count("1.95", "1.55", 20, 1, 5, items = 3) == "57",
  count("3.29", "1.29", 15, 1, 5, items = 3) == "2955",
  count("3.29", "1.29", 15, 1, 5, items = 3, attained = TRUE,
        restrictions = c("7/3" = 1, "4" = 3, "4.67" = 0)) == "12",
  count("3.25", "2.05", 20, 1, 7, restrictions = c("3" = 2, "4" = 0)) == "5",
  count("3.25", "2.05", 20, 1, 7, count_min = c("3" = 2, "4" = 0), count_max = c("3" = 2, "4" = 0)) == "5",
  count("3.25", "2.05", 20, 1, 7, count_min = rep(0, 7)) == "86")

# Roundings
rounded <- function(mean, sd, n, low, high)
  vapply(c("up_or_down", "up", "down"), function(how) count(mean, sd, n, low, high, rounding = how), "")
stopifnot(rounded("2.2", "0.7", 16, 1, 5) == c("9", "2", "9"),
          rounded("0.2", "0.5", 12, 0, 6) == c("1", "0", "1"),
          rounded("3.5", "1.7", 20, 1, 5) == c("39", "27", "25"))

# The last example of a large count prints in full.
large <- closure("5.0", "2.5", 200, 0, 10, ".005", ".005")
stopifnot(grepl("986,669,103,733 datasets", capture.output(print(large))[1], fixed = TRUE),
          closure_count(large) == 986669103733,
          attr(closure_count(large), "exact") == "986669103733")
