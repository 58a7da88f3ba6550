/** What Vega asks of a loader. */
export interface ClosedLoader {
  load(uri: string): Promise<string>;
  sanitize(uri: string): Promise<{ href: string }>;
  http(uri: string): Promise<string>;
  file(uri: string): Promise<string>;
}

/** A loader that refuses every file and every address: charts carry their data with them. */
export function closedLoader(): ClosedLoader {
  const refuse = async (uri: string): Promise<never> => {
    throw new Error(`a chart may not read ${JSON.stringify(uri)}: its data stand in the specification`);
  };
  return { load: refuse, sanitize: refuse, http: refuse, file: refuse };
}
