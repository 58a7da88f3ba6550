# Group-time effects by did: Rscript att-gt.R UNITS PERIODS COHORTS DRAWS
suppressMessages({
  library(did)
  library(data.table)
})
arguments <- as.integer(commandArgs(TRUE))
n <- arguments[1]
periods <- arguments[2]
set.seed(1)
cohort <- sample(0:arguments[3], n, TRUE)
d <- data.table(id = rep(seq_len(n), each = periods), year = rep(seq_len(periods), n))
d[, start := ifelse(cohort[id] == 0, 0, 2 + cohort[id])]
d[, `:=`(x = rnorm(.N), z = rnorm(.N))]
d[, y := 0.1 * year * x + (start > 0 & year >= start) + rnorm(.N)]
effects <- function(x, draws) {
  att_gt("y", "year", "id", "start", data = d, xformla = x, bstrap = draws > 0, biters = draws, cband = draws > 0)
}
invisible(effects(~1, 10)) # the first call of a session is slower
time <- function(run) {
  list(version = paste("did", packageVersion("did")), seconds = unname(system.time(suppressWarnings(run()))[3]))
}
cat(jsonlite::toJSON(list(
  plain = time(function() effects(~1, 0)),
  "doubly-robust" = time(function() effects(~ x + z, 0)),
  bootstrap = time(function() effects(~1, arguments[4]))
), auto_unbox = TRUE, digits = NA))
