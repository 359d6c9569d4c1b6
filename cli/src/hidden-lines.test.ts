import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { hiddenLines } from './hidden-lines.ts';

test('two lines in one piece answer two questions; after the last there is nothing', async () => {
  const input = new PassThrough();
  input.end('first\nsecond\n');
  const next = hiddenLines(input);
  expect([await next(), await next(), await next()]).toEqual(['first', 'second', '']);
});

test('lines in pieces, with the line ends of Windows, and a last one without', async () => {
  const input = new PassThrough();
  const next = hiddenLines(input);
  input.write('fi');
  const first = next();
  input.write('rst\r\nsec');
  expect(await first).toBe('first');
  expect(input.isPaused()).toBe(true);
  input.end('ond');
  expect([await next(), await next()]).toEqual(['second', '']);
});

test('a terminal is asked again for each line, echoes nothing, and is at rest in between', async () => {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const next = hiddenLines(input);
  const first = next();
  input.write('first\rsecond\r');
  expect([await first, await next()]).toEqual(['first', 'second']);
  expect(input.isPaused()).toBe(true);
  const third = next();
  input.write('third\r');
  expect(await third).toBe('third');
});
