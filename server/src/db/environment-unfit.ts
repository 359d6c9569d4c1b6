/**
 * The surroundings do not allow the program to work, and no retry will help: no database for this platform,
 * a data folder of a newer version, a missing role. The message is one sentence that says what to do.
 */
export class EnvironmentUnfit extends Error {
  override readonly name = 'EnvironmentUnfit';
  /** Exit code of the process that ends on it. */
  readonly exitCode = 9;
}
