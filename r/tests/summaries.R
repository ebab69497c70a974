# Summaries of D against figures of its listing, and against R's own arithmetic.
library(hotloop)
D <- closure("2.7", "1.9", 130, 1, 5, ".05", ".05")
rows <- closure_rows(D, 1, closure_count(D))
near <- function(x, y) isTRUE(all.equal(x, y, tolerance = 1e-12, check.attributes = FALSE))

# Frequencies, in unsum's columns
f <- closure_frequency(D)
stopifnot(nrow(f) == 15, names(f) == c("samples", "value", "f_average", "f_absolute", "f_relative"),
          unique(f$samples) == c("all", "horns_min", "horns_max"), vapply(f[2:5], is.double, TRUE),
          f$f_absolute[1:5] == c(358972, 30170, 21940, 30162, 255426),
          f$f_absolute[1:5] == tabulate(rows),
          near(f$f_average, f$f_absolute / rep(c(5359, 42, 4), each = 5)), near(f$f_relative, f$f_average / 130))

# Horns: variance (divisor n) over ((max - min) / 2)^2
index <- apply(rows, 1, function(row) mean((row - mean(row))^2)) / 4
h <- closure_horns(D)
stopifnot(round(h$mean, 3) == .881, round(h$min, 3) == .849, round(h$max, 3) == .943,
          round(h$median, 3) == .876, round(h$sd, 4) == .0237, round(h$mad, 4) == .0171,
          near(h$uniform, .5), near(h$mean, mean(index)), near(h$sd, sqrt(mean((index - mean(index))^2))),
          near(h$median, median(index)), near(h$mad, mad(index, constant = 1)),
          near(h$cv, h$sd / h$mean), near(h$range, max(index) - min(index)))

# Cells: one line per sum and sum of squares
cells <- closure_cells(D)
key <- paste(rowSums(rows), rowSums(rows^2))
stopifnot(paste(cells$sum, cells$sum_of_squares) == unique(key), cells$count == table(factor(key, unique(key))),
          near(cells$mean, cells$sum / 130), near(cells$sd, apply(rows[!duplicated(key), ], 1, sd)))

# Ranges and distribution
occurs <- apply(rows, 1, tabulate, 5)
r <- closure_ranges(D)
stopifnot(r$value == 1:5, r$count_lo == apply(occurs, 1, min), r$count_hi == apply(occurs, 1, max))
dist <- closure_frequency_dist(D)
stopifnot(names(dist) == c("value", "count", "n_samples"))
for (v in 1:5) {
  one <- dist[dist$value == v, ]
  stopifnot(one$n_samples == table(occurs[v, ]), one$count == sort(unique(occurs[v, ])))
}
A <- closure_ranges(closure("3.5", "1.2", 50, 0, 7, ".05", ".005"))
stopifnot(A$count_lo == 0, A$count_hi == c(4, 9, 18, 43, 43, 18, 9, 4))

# None: tables keep their shape
none <- closure("3.44", "2.47", 18, 1, 9)
stopifnot(nrow(closure_frequency(none)) == 27, is.nan(closure_frequency(none)$f_average),
          closure_frequency(none)$f_absolute == 0, is.na(closure_ranges(none)$count_lo),
          nrow(closure_cells(none)) == 0, nrow(closure_frequency_dist(none)) == 0, is.nan(closure_horns(none)$mean))

# With items, values are on the scale and rows in units of 1/items
thirds <- closure("1.95", "1.55", 20, 1, 5, items = 3)
means <- closure_rows(thirds) / 3
stopifnot(near(closure_ranges(thirds)$value, seq(1, 5, by = 1 / 3)), dim(means) == c(57, 20),
          abs(rowMeans(means) - 1.95) <= .005 + 1e-9, abs(apply(means, 1, sd) - 1.55) <= .005 + 1e-9)

# Verdicts
reason <- function(...) closure_verdict(closure(...))$reason
stopifnot(reason("3.5", "1.2", 50, 0, 7) == "possible", reason("3.44", "2.47", 18, 1, 9) == "sd (GRIMMER)",
          reason("2.63", "2.06", 18, 1, 9) == "mean (GRIM)", reason("10.0", "2.0", 3, 1, 5) == "mean outside scale",
          reason("1.3", "0.9", 9, 1, 5) == "no dataset", reason("3.44", ".10", 18, 1, 9) == "sd below smallest",
          reason("3.44", "4.47", 18, 1, 9) == "sd above largest")
v <- closure_verdict(none)
stopifnot(!v$possible, round(c(v$sd_min, v$sd_max), 2) == c(.51, 3.67))
