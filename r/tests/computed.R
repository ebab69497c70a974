# Means and SDs that R computed are never called impossible; and zeros that numbers have lost.
library(hotloop)
set.seed(20)

# Whether a dataset is one of those of its own mean and SD.
explained <- function(row, low, high, items = 1) {
  x <- suppressWarnings(closure(mean(row / items), sd(row / items), length(row), low, high, items = items))
  x$count > 0 && (x$count > 1e5 || !is.na(suppressMessages(closure_rank(x, row))))
}
scales <- list(c(1, 5), c(1, 7), c(-3, 3), c(0, 10), c(50, 60), c(0, 100))
datasets <- as.integer(Sys.getenv("HOTLOOP_TEST_DATASETS", "150"))
for (case in seq_len(datasets)) {
  scale <- scales[[case %% 6 + 1]]
  items <- if (scale[2] > 10) 1 else c(1, 1, 3)[case %% 3 + 1]
  n <- sample(2:(if (scale[2] == 100) 8 else if (items > 1) 15 else 40), 1)
  row <- sample(seq(scale[1] * items, scale[2] * items), n, replace = TRUE)
  if (case %% 4 == 0) row <- rep(row[1], n)
  if (case %% 4 == 1) row <- c(row[1], rep(row[2], n - 1))
  if (!explained(row, scale[1], scale[2], items)) stop("impossible: ", deparse(row), " / ", items)
}

# What counts as computed
count <- function(...) as.vector(closure_count(suppressWarnings(closure(...))))
half <- sqrt(0.5)
stopifnot(count("1.5", half, 2, 1, 5) == 1, count("1.5", "0.7071067811865476", 2, 1, 5) == 0,
          count("1.5", 0.707106781187, 2, 1, 5) == 1, count("1.5", half * (1 + 1e-11), 2, 1, 5) == 0,
          count("1.5", half, 2, 1, 5, rounding = "ceiling") == 1, count("1.5", half, 2, 1, 5, sd_error = 0) == 1,
          count(0.1 + 0.2, 0.5, 12, 0, 6) == 0, count(0.1 + 0.2, 0.48, 10, 0, 6, sd_error = 0.01) > 0,
          count("3.5", "1.2", 20, 1, 5, mean_error = 3.5 - 3.45) == count("3.5", "1.2", 20, 1, 5))
text <- capture.output(print(closure(1.5, half, 2, 1, 5)))
stopifnot(grepl("mean 1.5 .*0.05, SD 0.707106781187 [(]computed[)], n 2", text[1]),
          grepl("^sd: 0.7071067811865476 read as computed, within 5e-13$", sub("7071067811865475[0-9]*", "7071067811865476", text[2])),
          length(text) == 3)
noise <- capture.output(print(closure(mean(rep(11 / 3, 7)), 4e-16, 7, 1, 5, items = 3)))
stopifnot(grepl("SD 0 [(]computed[)]", noise[1]))

# Lost zeros
warned <- function(expr) tryCatch({ expr; "nothing" }, warning = conditionMessage)
both <- "mean and sd are numbers with one decimal or none"
stopifnot(grepl(both, warned(closure(3.5, 1.2, 20, 1, 5))), grepl(both, warned(closure(3, 1, 20, 1, 5))),
          grepl("mean has fewer decimals", warned(closure(3.5, 1.25, 20, 1, 5))),
          grepl("sd has fewer decimals", warned(closure(3.55, 1.2, 20, 1, 5))),
          warned(closure(3.55, 1.25, 20, 1, 5)) == "nothing", warned(closure("3.5", 1.25, 20, 1, 5)) == "nothing",
          warned(closure(3.5, 1.2, 20, 1, 5, .05, .05)) == "nothing",
          warned(closure(3.5, 1.2, 20, 1, 5, digits = 1)) == "nothing",
          warned(closure(1.5, half, 2, 1, 5)) == "nothing")
same <- function(digits, mean, sd, texts) {
  x <- closure(mean, sd, 20, -5, 5, digits = digits)
  identical(c(x$mean, x$sd), texts) && x$count == closure(texts[1], texts[2], 20, -5, 5)$count
}
stopifnot(same(2, 3.5, 1.2, c("3.50", "1.20")), same(c(1, 2), 3.5, 1.25, c("3.5", "1.25")),
          same(c(2, NA), "3.5", "1.2", c("3.50", "1.2")), same("2", 3, 1L, c("3.00", "1.00")),
          same(0, -3, "1", c("-3", "1")), same(2, "35e-1", "1.2", c("3.50", "1.20")))
said <- function(expr) tryCatch({ expr; "nothing" }, hotloop_error = conditionMessage)
says <- function(expr, words) if (!grepl(words, said(expr), fixed = TRUE)) stop("said: ", said(expr), "; wanted: ", words)
says(closure(3.456, 1, 20, 1, 5, digits = 2), "mean (3.456) has more decimals than digits = 2; round it")
says(closure(10 / 3, 1, 20, 1, 5, digits = 2), "has more decimals than digits = 2")
says(closure("3", "1.20", 20, 1, 5, digits = 1), "sd (1.20) has more decimals than digits = 1")
says(closure(3, 1, 20, 1, 5, digits = -1), "digits (-1) must lie between 0")
says(closure(3, 1, 20, 1, 5, digits = 31), "digits (31) must lie between 0 and 30")
says(closure(3, 1, 20, 1, 5, digits = 1:3), "digits holds 3 numbers")
says(closure(3, 1, 20, 1, 5, digits = TRUE), "digits is TRUE")
says(closure("three", 1, 20, 1, 5, digits = 2), "is not a decimal number")
