# What all datasets have in common, without listing them. Columns are named as in unsum.

groups <- c(all = 0L, horns_min = 1L, horns_max = 2L)

closure_frequency <- function(x) {
  plan <- summarised_plan(x)
  tables <- lapply(names(groups), function(group) {
    found <- .Call(C_closure_frequency, plan, groups[[group]])
    data.frame(samples = group, value = scale_values(x), f_average = found$average,
               f_absolute = found$absolute, f_relative = found$average / x$n)
  })
  do.call(rbind, tables)
}

closure_frequency_dist <- function(x) {
  datasets <- .Call(C_closure_distribution, summarised_plan(x))
  found <- which(datasets > 0, arr.ind = TRUE)
  data.frame(value = scale_values(x)[found[, 2]], count = found[, 1] - 1, n_samples = datasets[found])
}

closure_ranges <- function(x) {
  found <- .Call(C_closure_ranges, summarised_plan(x))
  known <- function(counts) replace(counts, counts < 0, NA)
  data.frame(value = scale_values(x), count_lo = known(found$least), count_hi = known(found$most))
}

closure_horns <- function(x) {
  found <- as.list(.Call(C_closure_horns, plan_of(x)))
  names(found) <- c("mean", "uniform", "sd", "cv", "mad", "min", "median", "max", "range")
  as.data.frame(found)
}

closure_cells <- function(x) as.data.frame(.Call(C_closure_cells, plan_of(x)))

reasons <- c("possible", "mean outside scale", "mean (GRIM)", "sd (GRIMMER)", "sd below smallest",
             "sd above largest", "no dataset")

closure_verdict <- function(x) {
  found <- .Call(C_closure_verdict, closure_object(x)$problem, x$limits, x$sizes)
  data.frame(possible = found$reason == 0, reason = reasons[found$reason + 1],
             sd_min = found$sd_range[1], sd_max = found$sd_range[2])
}
