# Balancing weights by WeightIt and a two-by-two effect by DRDID: Rscript weighting.R N COVARIATES
suppressMessages({
  library(WeightIt)
  library(DRDID)
})
arguments <- as.integer(commandArgs(TRUE))
n <- arguments[1]
set.seed(1)
x <- matrix(rnorm(n * arguments[2]), n, dimnames = list(NULL, paste0("x", seq_len(arguments[2]))))
d <- rbinom(n, 1, plogis(-1 + 0.2 * rowSums(x[, 1:5])))
y0 <- rnorm(n)
y1 <- y0 + x[, 1] + rnorm(n)
data <- data.frame(d, x)
formula <- reformulate(colnames(x), "d")
time <- function(package, run) {
  list(version = paste(package, packageVersion(package)), seconds = unname(system.time(suppressWarnings(run()))[3]))
}
cat(jsonlite::toJSON(list(
  entropy = time("WeightIt", function() weightit(formula, data, method = "ebal", estimand = "ATT")),
  "entropy-variances" = time("WeightIt", function() weightit(formula, data, method = "ebal", estimand = "ATT", moments = 2)),
  "cbps-ate" = time("WeightIt", function() weightit(formula, data, method = "cbps", estimand = "ATE")),
  "doubly-robust" = time("DRDID", function() drdid_panel(y1, y0, d, cbind(1, x)))
), auto_unbox = TRUE, digits = NA))
