# Listing, ranks, samples, data frames, saved objects.
library(hotloop)
A <- closure("3.5", "1.2", 50, 0, 7, ".05", ".005")
rows <- closure_rows(A, 1, 7980)
stopifnot(is.integer(rows), dim(rows) == c(7980, 50), !anyDuplicated(rows), rows >= 0, rows <= 7,
          apply(rows, 1, function(row) !is.unsorted(row)),
          abs(rowMeans(rows) - 3.5) <= .05, abs(apply(rows, 1, sd) - 1.2) <= .005 + 1e-12)

# Any stretch, with ranks from 1, as numbers, strings or counts
stopifnot(identical(closure_rows(A), rows[1:1000, ]),
          identical(closure_rows(A, 7000, 8000), rows[7000:7980, ]),
          identical(closure_rows(A, "7980", "9999"), rows[7980, , drop = FALSE]),
          identical(closure_rows(A, closure_count(A), closure_count(A)), rows[7980, , drop = FALSE]))
for (rank in c(1, 17, 7980)) stopifnot(closure_rank(A, sample(rows[rank, ])) == rank)
stopifnot(is.na(closure_rank(A, rep(3, 50))), is.na(closure_rank(A, c(rows[1, -1], 99))),
          is.na(closure_rank(A, c(rows[1, -1], 2.5))))

# Ranks beyond doubles
huge <- closure("5.0", "3.0", 300, 0, 10, ".05", ".1")
last <- suppressMessages(closure_count(huge))
stopifnot(last > 2^53, nchar(attr(last, "exact")) > 16)
row <- closure_rows(huge, last, last)
stopifnot(dim(row) == c(1, 300),
          attr(suppressMessages(closure_rank(huge, row)), "exact") == attr(last, "exact"))
told <- tryCatch(closure_count(huge), message = conditionMessage)
stopifnot(grepl("above 2^53", told, fixed = TRUE), grepl(attr(last, "exact"), told))

# Samples depend on seed and place alone; without a seed, on set.seed()
s <- closure_sample(A, 3000, 7)
stopifnot(dim(s) == c(3000, 50), identical(closure_sample(A, 10, "7"), s[1:10, ]),
          nrow(closure_sample(A, 0, 1)) == 0,
          !is.na(apply(s[1:20, ], 1, closure_rank, x = A)))
set.seed(3); one <- closure_sample(A, 5)
set.seed(3); stopifnot(identical(closure_sample(A, 5), one))

# Data frames
df <- as.data.frame(A)
stopifnot(dim(df) == c(7980, 50), names(df)[50] == "x50", identical(unname(as.matrix(df)), rows))
refused <- tryCatch(as.data.frame(A, max_rows = 1000), hotloop_error = conditionMessage)
stopifnot(grepl("7,980 datasets are more than max_rows (1,000)", refused, fixed = TRUE))

# No dataset
none <- closure("3.44", "2.47", 18, 1, 9)
stopifnot(dim(closure_rows(none)) == c(0, 18), dim(as.data.frame(none)) == c(0, 18),
          tryCatch(closure_sample(none, 1, 1), hotloop_error = function(e) TRUE))

# Saved, also as text, and read again
for (ascii in c(FALSE, TRUE)) {
  file <- tempfile()
  saveRDS(A, file, ascii = ascii)
  stopifnot(identical(closure_rows(readRDS(file)), rows[1:1000, ]))
}

# Damaged bytes are refused or give rows, and never crash
bad <- A
bad$plan[5] <- as.raw(255)
stopifnot(inherits(tryCatch(closure_rows(bad), error = identity), "hotloop_bad_plan"))
bad$plan <- raw(0)
stopifnot(inherits(tryCatch(closure_rows(bad), error = identity), "hotloop_error"))
bad <- A
bad$problem <- raw(3)
stopifnot(inherits(tryCatch(closure_verdict(bad), error = identity), "error"))
bad <- A
set.seed(1)
for (i in 1:200) {
  bad$plan[sample.int(length(bad$plan), 1)] <- as.raw(sample.int(255, 1))
  try(closure_rows(bad, 1, 10), silent = TRUE)
  try(closure_frequency(bad), silent = TRUE)
}

# Tables above the limit are not built
options(hotloop.max_bytes = 1e5)
told <- tryCatch(closure("5.0", "2.5", 200, 0, 10), hotloop_error = conditionMessage)
stopifnot(grepl("tables of .* MB", told))
options(hotloop.max_bytes = A$work_size - 1)
stopifnot(grepl("tables of", tryCatch(closure_ranges(A), hotloop_error = conditionMessage)))

# From 2^128 datasets on there is a count alone (no problem that fits the memory has so many)
over <- A
over$plan <- NULL
over$count <- structure(Inf, exact = NA_character_)
over$log2 <- 130.25
stopifnot(grepl("about 2^130.2 datasets are too many", tryCatch(closure_rows(over), hotloop_error = conditionMessage), fixed = TRUE),
          grepl("about 2^130.2 datasets, too many", tryCatch(closure_count(over), message = conditionMessage), fixed = TRUE))
