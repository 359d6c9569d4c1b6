import './older-browsers.ts';
import { hex } from '@sunlot/core/basics/bytes.ts';
import { CHECK_TITLES } from '@sunlot/core/draw/check.ts';
import type { EvidenceFiles } from '@sunlot/core/draw/evidence.ts';
import { crc32, unzipEvidence } from '@sunlot/core/draw/evidence-zip.ts';
import type { Verification } from '@sunlot/core/draw/verify-with.ts';
import { sha256 } from '@sunlot/core/hash/sha256.ts';
import { numbersOf, withNumber } from './change-number.ts';
import { PackFailure, packBytes } from './fetch-pack.ts';
import type { Answer, PackSource, Progress, Request, Verified } from './messages.ts';
import { verifyFiles } from './verify-files.ts';

/** More often than this nobody reads a number that moves. */
const TELL_EVERY_MS = 150;

type Opened = { readonly files: EvidenceFiles | undefined; readonly sha256: string; readonly size: number };

/** Answers the requests of one page, one after another; holds the pack that came last. Runs in a worker, and in the page where there is none. */
export function makeVerifier(answer: (message: Answer) => void): (request: Request) => Promise<void> {
  let held: Opened | undefined;
  return async (request) => {
    const tell = sparingly(answer);
    try {
      if (request.kind === 'verify') {
        held = await openPack(request.source, tell);
        answer({ kind: 'verified', result: await verified(held, held.files, tell) });
      } else {
        const files = held?.files && withNumber(held.files, request);
        if (!held || !files) throw new PackFailure('这个证据包里没有可以改的数：还没有摇号，或证书读不出来。');
        answer({ kind: 'changed', result: await verified(held, files, tell) });
      }
    } catch (error) {
      answer({ kind: 'failed', why: reasonOf(error) });
    }
  };
}

type Tell = (progress: Omit<Progress, 'kind'>) => void;

function sparingly(answer: (message: Answer) => void): Tell {
  let next = performance.now() + TELL_EVERY_MS;
  return (progress) => {
    const now = performance.now();
    if (now < next) return;
    next = now + TELL_EVERY_MS;
    answer({ kind: 'progress', ...progress });
  };
}

async function openPack(source: PackSource, tell: Tell): Promise<Opened> {
  const bytes = await packBytes(source, (done, total) =>
    tell({ stage: 'fetch', done, ...(total !== undefined && { total }) }),
  );
  return { files: unzipEvidence(bytes, crc32), sha256: hex(sha256(bytes)), size: bytes.length };
}

async function verified(opened: Opened, files: EvidenceFiles | undefined, tell: Tell): Promise<Verified> {
  const start = performance.now();
  const verification = files ? await verifyFiles(files, (done) => tell({ stage: 'check', done })) : await damaged();
  return {
    ...verification,
    checks: verification.checks.map((check) => ({ ...check, title: CHECK_TITLES[check.id] })),
    numbers: files ? numbersOf(files) : [],
    sha256: opened.sha256,
    size: opened.size,
    ms: performance.now() - start,
  };
}

/** As the command says it of a container that was touched, or is none. */
async function damaged(): Promise<Verification> {
  const { checks, ...rest } = await verifyFiles(new Map());
  const expected = '证据包是系统导出的原文件，逐字节未变';
  const actual = '压缩包已损坏、被改动，或不是证据包';
  return { ...rest, checks: checks.map((check) => (check.id === 'V1' ? { ...check, expected, actual } : check)) };
}

/** A part that did not load leaves the whole verification undone: nothing is called right that was not checked. */
function reasonOf(error: unknown): string {
  if (error instanceof PackFailure) return error.message;
  if (error instanceof RangeError) return '这个证据包太大，这个浏览器的内存不够。请改用命令 sunlot verify。';
  return '验算没有做完：程序的一部分没有取到，或浏览器太旧。请刷新本页再试，或改用命令 sunlot verify。';
}
