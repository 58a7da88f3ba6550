/** A worksheet that prints as wide as the paper, on A4, over as many pages as it is long. */
export function fittedToPage(worksheet: string): string {
  return worksheet
    .replace(/(<worksheet[^>]*>)/, '$1<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
    .replace("</worksheet>", '<pageSetup paperSize="9" fitToWidth="1" fitToHeight="0"/></worksheet>');
}
