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

# Threads share the rows of large pieces; the rows are the same
wide <- closure("3.5", "1.2", 50, 0, 7)
all_rows <- closure_rows(wide, 1, 1e5)
stopifnot(nrow(all_rows) == 51529)
for (threads in list(0, 1L, 2, 3L, -1))
  stopifnot(identical(closure_rows(wide, 1, 1e5, threads = threads), all_rows),
            identical(closure_rows(wide, 777, 40000, threads), all_rows[777:40000, ]),
            identical(closure_rows(A, to = 9, threads = threads), rows[1:9, ]),
            identical(as.data.frame(A, threads = threads), as.data.frame(A)))
many <- closure("5.0", "2.5", 50, 0, 10)
stopifnot(identical(closure_rows(many, 1, 2e5, threads = 2), closure_rows(many, 1, 2e5)))

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
bad$kept <- list(plan = replace(A$kept$plan, 5, as.raw(255)))
stopifnot(inherits(tryCatch(closure_rows(bad), error = identity), "hotloop_bad_plan"))
bad$kept$plan <- raw(0)
stopifnot(inherits(tryCatch(closure_rows(bad), error = identity), "hotloop_error"))
bad <- A
bad$problem <- raw(3)
stopifnot(inherits(tryCatch(closure_verdict(bad), error = identity), "error"))
bad <- A
bad$sizes <- 1
stopifnot(inherits(tryCatch(closure_verdict(bad), error = identity), "error"))
bad <- A
bad$kept <- list(plan = A$kept$plan)
set.seed(1)
for (i in 1:200) {
  bad$kept$plan[sample.int(length(bad$kept$plan), 1)] <- as.raw(sample.int(255, 1))
  try(closure_rows(bad, 1, 10), silent = TRUE)
  try(closure_frequency(bad), silent = TRUE)
}

# A plan is built when it is first needed, and kept; counting takes less memory
fresh <- closure("3.5", "1.2", 50, 0, 7, ".05", ".005")
stopifnot(closure_count(fresh) == 7980, closure_verdict(fresh)$possible, is.null(fresh$kept$plan))
invisible(capture.output(print(fresh)))
copy <- fresh
stopifnot(is.null(fresh$kept$plan), fresh$sizes[["count"]] < fresh$sizes[["plan"]],
          identical(closure_rows(fresh), rows[1:1000, ]), length(copy$kept$plan) == fresh$sizes[["plan"]])

# Tables above the limit are not built
refused <- function(expr) grepl("tables of .* MB", tryCatch(expr, hotloop_error = conditionMessage))
longer <- function() closure("5.0", "2.5", 200, 0, 10)
size <- longer()$sizes
options(hotloop.max_bytes = size[["count"]] - 1)
stopifnot(refused(longer()))
options(hotloop.max_bytes = size[["plan"]] - 1)
stopifnot(attr(suppressMessages(closure_count(longer())), "exact") == "69147105090456",
          closure_verdict(longer())$possible, refused(closure_rows(longer())), refused(closure_ranges(longer())))
options(hotloop.max_bytes = size[["plan"]])
stopifnot(dim(closure_rows(longer(), to = 5)) == c(5, 200))
options(hotloop.max_bytes = fresh$sizes[["plan"]] - 1)
stopifnot(nrow(closure_rows(fresh)) == 1000)
options(hotloop.max_bytes = 1e3)
stopifnot(grepl("tables of", tryCatch(closure_ranges(fresh), hotloop_error = conditionMessage)))
options(hotloop.max_bytes = NULL)

# From 2^128 - 1 datasets on there is a count alone (a problem with so many takes more than 1 GB)
over <- A
over$kept <- new.env()
over$count <- structure(Inf, exact = NA_character_)
over$log2 <- 130.25
stopifnot(grepl("about 2^130.2 datasets are too many", tryCatch(closure_rows(over), hotloop_error = conditionMessage), fixed = TRUE),
          grepl("about 2^130.2 datasets, too many", tryCatch(closure_count(over), message = conditionMessage), fixed = TRUE))
