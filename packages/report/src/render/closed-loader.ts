/** What Vega asks of a loader. */
export interface ClosedLoader {
  load(uri: string): Promise<string>;
  sanitize(uri: string): Promise<{ href: null }>;
  http(uri: string): Promise<string>;
  file(uri: string): Promise<string>;
  /** What was asked for. */
  readonly refused: readonly string[];
}

/**
 * A loader that refuses every file and every address, and keeps a list of them: charts carry their
 * data with them. Vega goes on without what it cannot load, so look at `refused` when it is done.
 */
export function closedLoader(): ClosedLoader {
  const refused: string[] = [];
  const refuse = async (uri: string): Promise<never> => {
    refused.push(uri);
    throw new Error(`${uri} is not loaded`);
  };
  return {
    load: refuse,
    http: refuse,
    file: refuse,
    // Vega's SVG renderer does not catch a rejection here.
    sanitize: async (uri) => {
      refused.push(uri);
      return { href: null };
    },
    refused,
  };
}
