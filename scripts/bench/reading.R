# Side of R in `pnpm bench --only reading`: reads the file named by each line of standard input.
# Usage: Rscript reading.R     (packages: data.table, haven, readxl)
cat("ready\n")
readers <- list(
  csv = list("data.table", function(path) data.table::fread(path, nThread = 1, showProgress = FALSE)),
  dta = list("haven", function(path) haven::read_dta(path)),
  xlsx = list("readxl", function(path) readxl::read_xlsx(path))
)
input <- file("stdin", "r")
while (length(path <- readLines(input, 1)) > 0) {
  reader <- readers[[tools::file_ext(path)]]
  start <- proc.time()[["elapsed"]]
  n <- nrow(suppressMessages(reader[[2]](path)))
  seconds <- proc.time()[["elapsed"]] - start
  cat(sprintf('{"seconds":%.9g,"nRows":%d,"version":"%s %s"}\n', seconds, n, reader[[1]], packageVersion(reader[[1]])))
}
