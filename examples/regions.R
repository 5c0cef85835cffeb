# The regions of one level with their newest population, as a data frame.
#
#   Rscript regions.R [ADDRESS OF THE SITE]
#
# Needs the package jsonlite: install.packages("jsonlite")

asked <- commandArgs(trailingOnly = TRUE)
site <- if (length(asked) > 0) asked[1] else "http://localhost:8000"

# A list of the site is a table at once: its address with .csv in place of the last slash.
regions <- read.csv(
  paste0(site, "/regions.csv?level=1&sort=code&columns=code&columns=name&columns=country"),
  fileEncoding = "UTF-8-BOM", na.strings = "", stringsAsFactors = FALSE
)

# The API answers in pages, each with the address of the next.
records <- function(address) {
  found <- list()
  while (!is.null(address)) {
    page <- jsonlite::fromJSON(address)
    found[[length(found) + 1]] <- page$results
    address <- page[["next"]]
  }
  do.call(rbind, found)
}

population <- records(
  paste0(site, "/api/v1/observations/?indicator=population&level=1&in_force=true&size=100&fields=region,year,value,source")
)
population <- population[order(population$region, -population$year), ]
population <- population[!duplicated(population$region), ]

# all.x keeps the regions without a value: theirs is NA, not recorded, which is no zero.
result <- merge(regions, population, by.x = "code", by.y = "region", all.x = TRUE)
write.csv(result, stdout(), row.names = FALSE, na = "")
