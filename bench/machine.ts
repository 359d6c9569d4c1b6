import { cpus, totalmem } from 'node:os';
import { embeddedRuntime } from '@sunlot/server/db/postgres-runtime.ts';

export type Machine = {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly platform: string;
  readonly node: string;
  readonly postgresql: string;
};

export async function describeMachine(): Promise<Machine> {
  const processors = cpus();
  return {
    cpu: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    // The package is `18.4.0-beta.17`, the server in it 18.4.
    postgresql: (await embeddedRuntime()).version.split('.', 2).join('.'),
  };
}

export function machineLine({ cpu, cores, memoryGiB, platform, node, postgresql }: Machine): string {
  return `${cpu}, ${cores} cores, ${memoryGiB} GiB, ${platform}, Node ${node}, PostgreSQL ${postgresql}`;
}
