# 999 draws of cities with a fixest regression of each: Rscript bootstrap.R panel.csv
suppressMessages(library(fixest))
setFixest_notes(FALSE)
setFixest_nthreads(1)
d <- read.csv(commandArgs(TRUE)[1])
d$did <- d$pilot * (d$year >= 2018)
rows <- split(seq_len(nrow(d)), d$city)
draw <- function() {
  taken <- rows[sample.int(length(rows), replace = TRUE)]
  b <- d[unlist(taken), c("average_wage", "did", "log_population", "fiscal_share", "year")]
  b$copy <- rep(seq_along(taken), lengths(taken))
  coef(feols(average_wage ~ did + log_population + fiscal_share | copy + year, b))
}
set.seed(1)
for (i in 1:20) draw()
seconds <- unname(system.time(for (i in 1:999) draw())[3])
cat(jsonlite::toJSON(list(
  version = paste0("fixest ", packageVersion("fixest"), " in a loop, 1 thread"),
  seconds = seconds
), auto_unbox = TRUE, digits = NA))
