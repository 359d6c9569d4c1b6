type ScriptPolicy = { readonly createScriptURL: (url: string) => string };
type TrustedTypes = {
  readonly createPolicy: (name: string, rules: { createScriptURL: (url: string) => string }) => ScriptPolicy;
};

/** The name that the page's policy allows (`trusted-types sunlot`). */
const POLICY = 'sunlot';

/** A worker of this one address. Where the page's policy asks for trusted types, nothing else can become one. */
export function trustedWorker(address: string, options: WorkerOptions): () => Worker {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy(POLICY, {
    createScriptURL: (url) => {
      if (url !== address) throw new TypeError('another script');
      return url;
    },
  });
  return () => new Worker(policy ? policy.createScriptURL(address) : address, options);
}
