# hotloop in five minutes, from R: datasets behind a mean and SD, matrix powers, cubic roots.
library(hotloop)

# Loggerhead turtles, seven stages (Crouse, Crowder and Caswell, Ecology 68, 1987).
turtles <- matrix(c(
  0,      0,      0,      0,      127,    4,      80,
  0.6747, 0.7370, 0,      0,      0,      0,      0,
  0,      0.0486, 0.6610, 0,      0,      0,      0,
  0,      0,      0.0147, 0.6907, 0,      0,      0,
  0,      0,      0,      0.0518, 0,      0,      0,
  0,      0,      0,      0,      0.8091, 0,      0,
  0,      0,      0,      0,      0,      0.8091, 0.8089), 7, byrow = TRUE)

# How many datasets print as this mean and SD? Digits count, so they are given as text.
datasets <- function(mean, sd, n, low, high, sd_error = NULL) {
  found <- closure(mean, sd, n, low, high, sd_error = sd_error)
  count <- closure_count(found)
  cat(sprintf("mean %s, SD %s, n %d, scale %d-%d: %.0f datasets\n", mean, sd, n, low, high, count))
  if (count > 0) # the last one, straight from its rank
    writeLines(paste("  the last one:", paste(closure_rows(found, count, count), collapse = " ")))
}

powers <- function() {
  now <- matrix_power(turtles, 100)
  later <- matrix_power(turtles, 101)
  cat(sprintf("turtles: each year leaves %.6f of the last\n", later[7, 7] / now[7, 7]))
  fibonacci <- matrix(c(1, 1, 1, 0), 2)
  # Too long for a double: its first digits come from one, the last nine from a residue.
  last <- matrix_power(fibonacci, 90, mod = 1e9)[1, 2]
  first <- round((matrix_power(fibonacci, 90)[1, 2] - last) / 1e9)
  cat(sprintf("Fibonacci(90) = %.0f%09.0f\n", first, last))
  residue <- matrix_power(fibonacci, "1000000000000000000", mod = 1e9 + 7)[1, 2]
  cat(sprintf("Fibonacci(10^18) mod 10^9+7 = %.0f\n", residue))
}

# x0 y^3 + 1.5 y - y0: a circular orbit (x0 = -1/2, y0 = 1) sits on a double root.
orbits <- function() {
  x0 <- c(-0.5 - 2^-53, -0.5, -0.5 + 2^-54) # neighbours
  found <- cubic_real_roots(x0, 0, 1.5, -1)
  for (i in seq_along(x0)) {
    roots <- sprintf("%.17g", found$roots[i, seq_len(found$count[i])])
    cat(sprintf("x0 = %.17g: %d real roots: %s\n", x0[i], found$count[i], paste(roots, collapse = " ")))
  }
}

datasets("3.5", "1.2", 50L, 0L, 7L, sd_error = "0.005")
datasets("3.44", "2.47", 18L, 1L, 9L)
powers()
orbits()
