/** What one client may cost. Times in milliseconds. */
export type HttpLimits = {
  /** From the connection to the last header line. */
  readonly headersMs: number;
  /** From the first byte of a request to its last. */
  readonly requestMs: number;
  /** How often connections are looked at; a slow one is cut at most this much later. */
  readonly checkMs: number;
  /** A reader that takes nothing of an answer for so long is cut. */
  readonly stalledReaderMs: number;
  readonly keepAliveMs: number;
  /** In-flight requests have so long to be answered when the server stops. */
  readonly stopMs: number;
  readonly bodyBytes: number;
  readonly uploadBytes: number;
  /** Requests of one address a minute; an office behind one address has some fifty people. */
  readonly requestsPerMinute: number;
  readonly signInsPerMinute: number;
  /** Mean delay of the event loop from which requests are refused at once; 0 = never, for tests: a machine that was asleep seems busy. */
  readonly busyMs: number;
};

export const defaultLimits: HttpLimits = {
  headersMs: 8_000,
  requestMs: 12_000,
  checkMs: 1_000,
  stalledReaderMs: 12_000,
  keepAliveMs: 5_000,
  stopMs: 8_000,
  bodyBytes: 1_048_576,
  uploadBytes: 33_554_432,
  requestsPerMinute: 1_200,
  signInsPerMinute: 30,
  busyMs: 1_000,
};
