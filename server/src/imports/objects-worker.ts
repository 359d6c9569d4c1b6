import { workerData } from 'node:worker_threads';
import { handOver } from '../workbooks/worker-stream.ts';
import { judgedObjects } from './judged-objects.ts';

await handOver(judgedObjects(workerData));
