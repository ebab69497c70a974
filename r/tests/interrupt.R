# A long call stops when R wants it to; a time limit reaches R where Ctrl-C does. Each of these
# would take much longer.
library(hotloop)
stopped <- function(expr) {
  on.exit(setTimeLimit())
  seconds <- system.time(end <- tryCatch({
    setTimeLimit(elapsed = 0.3, transient = TRUE)
    expr
    "finished"
  }, error = conditionMessage))[["elapsed"]]
  if (!grepl("time limit", end)) stop("ended with: ", end)
  stopifnot(seconds < 20)
}
stopped(matrix_power(matrix(1 / 2000, 2000, 2000), "1000000000000000000"))
stopped(matrix_power(matrix(1 / 2000, 2000, 2000), "1000000000000000000", stochastic = TRUE, threads = 2))
stopped(matrix_power(matrix(1:9 + 0, 1500, 1500), "1000000000000000000", mod = 1e9 + 7))
stopped(closure("100.0", "57.1", 25, 0, 200))
x <- closure("5.0", "2.5", 200, 0, 10, ".005", ".05")
stopped(closure_sample(x, 3e6, 1))
wide <- closure("100.0", "30.0", 10, 0, 200)
for (threads in 1:2) stopped(closure_rows(wide, 1, 1e6, threads))
stopifnot(identical(closure_rows(x, 5, 5), closure_rows(x, 1, 9)[5, , drop = FALSE]))
