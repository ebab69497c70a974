# Powers of double, complex, integer matrices and residues.
library(hotloop)
said <- function(expr) tryCatch({ expr; "nothing" }, hotloop_error = conditionMessage)
fib <- matrix(c(1L, 1L, 1L, 0L), 2)

stopifnot(identical(matrix_power(fib, 40)[1, 2], 102334155L),
          identical(matrix_power(fib, 0), matrix(c(1L, 0L, 0L, 1L), 2)),
          identical(matrix_power(fib, -1), matrix(c(0L, 1L, 1L, -1L), 2)),
          matrix_power(fib * 1, 78)[1, 2] == 8944394323791464,
          matrix_power(fib, "1000000000000000000", mod = 1e9 + 7)[1, 2] == 209783453,
          matrix_power(-fib, 3, mod = 5) == (-fib %*% fib %*% fib) %% 5,
          matrix_power(fib, -1, mod = 7) == matrix(c(0, 1, 1, 6), 2))

# Against R's products, with names kept
set.seed(2)
near <- function(x, y) isTRUE(all.equal(x, y, tolerance = 1e-12))
for (m in c(1, 2, 5, 40)) {
  a <- matrix(rnorm(m * m) / m, m, dimnames = list(NULL, paste0("v", seq_len(m))))
  z <- a + 1i * matrix(rnorm(m * m) / m, m)
  product <- function(x, n) Reduce(`%*%`, rep(list(x), n))
  stopifnot(near(matrix_power(a, 5), `dimnames<-`(product(a, 5), dimnames(a))),
            near(matrix_power(unname(z), 5), product(unname(z), 5)), identical(matrix_power(a, 1), a),
            near(matrix_power(unname(a), -2), solve(unname(a) %*% unname(a))))
}
stopifnot(dim(matrix_power(matrix(0, 0, 0), 3)) == 0, is.nan(matrix_power(matrix(NaN, 1, 1), 2)))

# Refusals: nothing wraps
stopifnot(grepl("does not fit R's integers", said(matrix_power(fib, 60))),
          grepl("does not fit 64 bits", said(matrix_power(fib, 100))),
          grepl("singular", said(matrix_power(matrix(0, 2, 2), -1))),
          grepl("determinant", said(matrix_power(2L * fib, -1))),
          said(matrix_power(2L * fib, -1, mod = 4)) != "nothing",
          grepl("square", said(matrix_power(1:4, 2))), grepl("square", said(matrix_power(matrix(1:6, 2), 2))),
          grepl("n is 1.5", said(matrix_power(fib, 1.5))),
          grepl("above 2^53", said(matrix_power(fib, 1e18)), fixed = TRUE),
          grepl("2^63", said(matrix_power(fib, "99999999999999999999")), fixed = TRUE),
          grepl("mod is 0", said(matrix_power(fib, 2, mod = 0))),
          grepl("2^53", said(matrix_power(fib, 2, mod = 2^53)), fixed = TRUE),
          grepl("whole numbers", said(matrix_power(fib / 2, 2, mod = 5))),
          grepl("NA", said(matrix_power(fib * NA_integer_, 2))),
          grepl("character", said(matrix_power(matrix("a"), 2))))
kinds <- function(expr) class(tryCatch(expr, error = identity))
stopifnot(c("hotloop_singular", "hotloop_error", "error") %in% kinds(matrix_power(matrix(0, 2, 2), -1)),
          "hotloop_overflow" %in% kinds(matrix_power(fib, 60)))

# What a is said to be: rows and triangles are those that R shows
half <- matrix(c(1, 77, 77, 2, 3, 77, 4, 5, 6), 3)
full <- half
full[lower.tri(full)] <- t(half)[lower.tri(half)]
stopifnot(near(matrix_power(half, 3, symmetric = TRUE), full %*% full %*% full),
          near(matrix_power(half * 1i, 2, symmetric = TRUE), -(full %*% full) + 0i),
          matrix_power(matrix(c(1L, 77L, 1L, 0L), 2), 40, symmetric = TRUE)[2, 1] == 102334155,
          matrix_power(matrix(c(1, 77, 1, 0), 2), "1000000000000000000", mod = 1e9 + 7, symmetric = TRUE)[2, 1] == 209783453)
weather <- matrix(c(0.9, 0.2, 0.1, 0.8), 2, dimnames = list(c("dry", "wet"), c("dry", "wet")))
limit <- matrix_power(weather, 1e15, stochastic = TRUE)
stopifnot(abs(rowSums(limit) - 1) < 1e-15, near(limit, rbind(dry = c(dry = 2, wet = 1), wet = c(2, 1)) / 3),
          grepl("row 1", said(matrix_power(matrix(c(1.1, 0.5, -0.1, 0.5), 2), 2, stochastic = TRUE))),
          grepl("row 2", said(matrix_power(matrix(c(1, 0, 0, 0), 2), 2, stochastic = TRUE))),
          said(matrix_power(matrix(c(5, 1, 3, 1), 2), 1, stochastic = TRUE)) ==
            "row 1 of a sums to 8; divide each row by its sum",
          grepl("use column_stochastic", said(matrix_power(t(weather), 2, stochastic = TRUE))),
          near(matrix_power(t(weather), 1e15, column_stochastic = TRUE), t(limit)),
          grepl("only one of", said(matrix_power(weather, 2, stochastic = TRUE, column_stochastic = TRUE))),
          grepl("below 0", said(matrix_power(matrix(c(1, NA, 0, 1), 2), 2, stochastic = TRUE))),
          grepl("stochastic", said(matrix_power(weather, -1, stochastic = TRUE))),
          grepl("needs doubles", said(matrix_power(fib, 2, stochastic = TRUE))),
          grepl("no mod", said(matrix_power(fib * 1, 2, mod = 5, stochastic = TRUE))))
upper <- matrix(c(Inf, 0, 1, 2), 2)
stopifnot(identical(matrix_power(upper, 3, triangular = TRUE), matrix(c(Inf, 0, Inf, 8), 2)),
          matrix_power(t(upper), 3, triangular = TRUE)[1, 2] == 0,
          identical(matrix_power(matrix(c(1L, 5L, 0L, 1L), 2), -1, triangular = TRUE), matrix(c(1L, -5L, 0L, 1L), 2)),
          grepl("not triangular", said(matrix_power(fib, 2, triangular = TRUE))),
          grepl("only one of", said(matrix_power(upper, 2, triangular = TRUE, symmetric = TRUE))),
          grepl("symmetric is 1", said(matrix_power(fib, 2, symmetric = 1))),
          "hotloop_domain" %in% kinds(matrix_power(fib, 2, triangular = TRUE)))

# The same bits for any number of threads
large <- matrix(runif(150 * 150), 150)
large <- large / rowSums(large)
whole <- matrix(sample(9L, 150 * 150, TRUE), 150)
for (threads in list(0, 2L, 3, 7, -1))
  stopifnot(identical(matrix_power(large, 9, threads = threads), matrix_power(large, 9)),
            identical(matrix_power(large, 1000, stochastic = TRUE, threads = threads),
                      matrix_power(large, 1000, stochastic = TRUE)),
            identical(matrix_power(whole, 99, mod = 1e9 + 7, threads = threads), matrix_power(whole, 99, mod = 1e9 + 7)))
for (wrong in list(-2, 1.5, NA, "2"))
  stopifnot(grepl("threads", said(matrix_power(fib, 2, threads = wrong))))

# Without the power itself; powers of two, so that all is exact
chain <- matrix(c(0.5, 0.125, 0.5, 0.875), 2, dimnames = list(c("dry", "wet"), c("dry", "wet")))
cube <- chain %*% chain %*% chain
starts <- rbind(c(0.25, 0.75), c(1, 0))
stopifnot(identical(matrix_power_apply(t(chain), 3, starts[1, ], column_stochastic = TRUE), (starts %*% cube)[1, ]),
          identical(t(matrix_power_apply(t(chain), 3, t(starts), column_stochastic = TRUE)), starts %*% cube),
          identical(matrix_power_apply(chain, 3, c(1, 2), stochastic = TRUE), (cube %*% c(1, 2))[, 1]),
          identical(matrix_power_apply(unname(chain), 2, 1i * c(1, 2)), (unname(chain %*% chain) %*% (1i * c(1, 2)))[, 1]),
          grepl("v has 3 rows", said(matrix_power_apply(chain, 2, c(1, 2, 3)))),
          grepl("doubles or complex", said(matrix_power_apply(chain, 2, 1:2))),
          grepl("sums to 8", said(matrix_power_apply(matrix(c(5, 1, 3, 1), 2), 2, c(1, 1), stochastic = TRUE))))

# Hermitian: nothing below the diagonal is read, and no imaginary part on it
h <- matrix(c(1, -1i, 1i, 2), 2)
hidden <- matrix(c(1 + 5i, 77, 1i, 2 - 1i), 2)
stopifnot(identical(matrix_power(hidden, 2, hermitian = TRUE), h %*% h),
          identical(matrix_power_apply(hidden, 2, c(1, 0), hermitian = TRUE), (h %*% h)[, 1]),
          identical(matrix_power(half, 3, hermitian = TRUE), matrix_power(half, 3, symmetric = TRUE)),
          grepl("use hermitian", said(matrix_power(h, 2, symmetric = TRUE))),
          grepl("use symmetric", said(matrix_power(h * c(1, -1, 1, 1), 2, hermitian = TRUE))))

# A diagonal stays one
stopifnot(identical(matrix_power(diag(c(2, 0.5)), 2048, triangular = TRUE), diag(c(Inf, 0))))
