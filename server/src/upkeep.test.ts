import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Failure, type Job, keepUp } from './upkeep.ts';

const HOUR = 3_600_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const jobOf = (name: string, steps: Record<string, () => Promise<unknown>>): Job => ({
  name,
  what: `all of ${name}`,
  steps: async () => Object.entries(steps).map(([what, run]) => ({ what, run })),
});

const nothing = () => undefined;

test('every job has its turn now and every hour, until it is stopped', async () => {
  const done: string[] = [];
  const jobs = ['a', 'b'].map((name) => jobOf(name, { it: async () => done.push(name) }));
  const upkeep = keepUp(jobs, nothing);
  await upkeep.ended();
  expect(done).toEqual(['a', 'b']);
  vi.advanceTimersByTime(HOUR);
  await upkeep.ended();
  expect(done).toEqual(['a', 'b', 'a', 'b']);
  await upkeep.stop();
  vi.advanceTimersByTime(3 * HOUR);
  await upkeep.ended();
  expect(done).toHaveLength(4);
});

test('what fails is told with its name, keeps nothing else from its turn, and is tried again', async () => {
  const done: string[] = [];
  const failures: Failure[] = [];
  const broken = new Error('broken');
  let isBroken = true;
  const jobs: Job[] = [
    {
      name: 'listless',
      what: 'all of it',
      steps: async () => {
        throw broken;
      },
    },
    jobOf('two', {
      first: async () => {
        if (isBroken) throw broken;
        done.push('first');
      },
      second: async () => done.push('second'),
    }),
  ];
  const upkeep = keepUp(jobs, (failure) => failures.push(failure));
  await upkeep.ended();
  expect(failures).toEqual([
    { job: 'listless', what: 'all of it', error: broken },
    { job: 'two', what: 'first', error: broken },
  ]);
  expect(done).toEqual(['second']);
  isBroken = false;
  vi.advanceTimersByTime(HOUR);
  await upkeep.ended();
  expect(done).toEqual(['second', 'first', 'second']);
  await upkeep.stop();
});

test('stopping waits for the step at work and begins no other', async () => {
  const done: string[] = [];
  let finish: () => void = nothing;
  const job = jobOf('long', {
    first: async () => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      done.push('first');
    },
    second: async () => done.push('second'),
  });
  const upkeep = keepUp([job], nothing);
  await vi.waitUntil(() => finish !== nothing);
  const stopped = upkeep.stop().then(() => done.push('stopped'));
  finish();
  await stopped;
  expect(done).toEqual(['first', 'stopped']);
});

test('a round that takes longer than an hour is not begun beside itself', async () => {
  let begun = 0;
  let finish: () => void = nothing;
  const job = jobOf('slow', {
    it: async () => {
      begun += 1;
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
    },
  });
  const upkeep = keepUp([job], nothing);
  await vi.waitUntil(() => finish !== nothing);
  vi.advanceTimersByTime(2 * HOUR);
  finish();
  await upkeep.ended();
  expect(begun).toBe(1);
  vi.advanceTimersByTime(HOUR);
  await vi.waitUntil(() => begun === 2);
  finish();
  await upkeep.stop();
});
