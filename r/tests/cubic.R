# Roots of cubics, highest power first.
library(hotloop)
stopifnot(identical(cubic_roots(1, -6, 11, -6), matrix(c(1, 2, 3) + 0i, 1)),
          identical(cubic_roots(1, 0, 1, 0), matrix(c(0+0i, 0+1i, 0-1i), 1)),
          identical(cubic_roots(0, 1, 0, 4), matrix(complex(real = c(0, 0, NaN), imaginary = c(2, -2, NaN)), 1)))

found <- cubic_real_roots(c(1, 0, 0, 0, 1, 1), c(-3, 1, 0, 0, 0, 0), c(3, 0, 2, 0, 0, NA), c(-1, -4, -5, 0, 1, 0))
stopifnot(identical(found$count, c(3L, 2L, 1L, -1L, 1L, -1L)), found$roots[1, ] == 1,
          identical(found$roots[2, ], c(-2, 2, NaN)), identical(found$roots[3, ], c(2.5, NaN, NaN)),
          is.nan(found$roots[4, ]), identical(found$roots[5, ], c(-1, NaN, NaN)), is.nan(found$roots[6, ]))

# A circular orbit lies on a double root, and its neighbours do not.
orbit <- cubic_real_roots(c(-.5 - 2^-53, -.5, -.5 + 2^-54), 0, 1.5, -1)
stopifnot(orbit$count == c(1, 3, 3), orbit$roots[2, ] == c(-2, 1, 1), orbit$roots[3, 2] < 1, orbit$roots[3, 3] > 1)

# Recycling, also through the helper thread; residuals
set.seed(4)
a <- rnorm(60); b <- rnorm(3); d <- rnorm(60)
many <- cubic_roots(a, b, 2L, d)
residue <- a * many^3 + rep(b, 20) * many^2 + 2 * many + d
stopifnot(dim(many) == c(60, 3), Mod(residue) <= 1e-14 * (abs(a * many^3) + abs(b * many^2) + 2 * Mod(many) + abs(d)),
          identical(many[7, ], cubic_roots(a[7], b[1], 2, d[7])[1, ]))
stopifnot(dim(cubic_roots(numeric(0), 1, 1, 1)) == c(0, 3), length(cubic_real_roots(1, 1, numeric(0), 1)$count) == 0)
warned <- tryCatch(cubic_roots(1:3, 1:2, 1, 1), warning = conditionMessage)
stopifnot(grepl("multiple", warned))
# The same bits for any number of threads
set.seed(5)
a <- rnorm(2e4); d <- rnorm(2e4)
for (threads in list(0, 2L, 3, -1))
  stopifnot(identical(cubic_roots(a, 1, 2, d, threads), cubic_roots(a, 1, 2, d)),
            identical(cubic_real_roots(a, 1, 2, d, threads = threads), cubic_real_roots(a, 1, 2, d)))
for (wrong in list(-2, 1.5, "2", NA, TRUE, c(1, 2)))
  stopifnot(grepl("threads", tryCatch(cubic_roots(1, 1, 1, 1, threads = wrong), hotloop_error = conditionMessage)))
for (wrong in list("1", 1i, TRUE, NULL, factor(1)))
  stopifnot(grepl("b must be real numbers", tryCatch(cubic_roots(1, wrong, 1, 1), hotloop_error = conditionMessage)))
