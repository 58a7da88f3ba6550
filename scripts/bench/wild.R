# Side of R in `pnpm bench --only wild`: loads the data, then times one bootstrap at each line of standard input.
# Usage: Rscript wild.R FOLDER OPTIONS     (packages: fixest, fwildclusterboot, jsonlite)
suppressMessages({ library(fixest); library(fwildclusterboot) })
arguments <- commandArgs(trailingOnly = TRUE)
data <- read.csv(file.path(arguments[1], "panel.csv"))
options <- jsonlite::fromJSON(arguments[2])
type <- if (is.null(options$wildWeights)) "rademacher" else options$wildWeights
variant <- c(classic = "fnw11", score = "31", variance = "13", both = "33")[if (is.null(options$wildType)) "classic" else options$wildType]
fit <- feols(y ~ d + x1 + x2 + x3 + factor(time) | unit, data)
estimate <- function() {
  boottest(fit, param = "d", clustid = "unit", fe = if (variant == "fnw11") "unit", B = options$draws, type = type, bootstrap_type = variant)
}
cat("ready\n")
input <- file("stdin", "r")
while (length(line <- readLines(input, 1)) > 0) {
  start <- proc.time()[["elapsed"]]
  b <- suppressMessages(suppressWarnings(estimate()))
  cat(sprintf('{"seconds":%.9g,"pValue":%.9g}\n', proc.time()[["elapsed"]] - start, pval(b)))
}
