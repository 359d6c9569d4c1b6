import { workerData } from 'node:worker_threads';
import { tableEvents } from './table-events.ts';
import { handOver } from './worker-stream.ts';

await handOver(tableEvents(workerData));
