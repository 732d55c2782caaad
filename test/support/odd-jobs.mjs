import { setTimeout as sleep } from 'node:timers/promises';
import { workerData } from 'node:worker_threads';

// A thread on which jobs can go wrong in every way.

/** What each job is. */
const ODD = {
  data: () => ({ data: workerData, secret: process.env.ODD_SECRET }),
  throw() {
    throw new Error('thrown');
  },
  spin() {
    for (;;);
  },
  exit: () => process.exit(3),
  hoard() {
    const kept = [];
    for (;;) kept.push({ kept: [kept.length, String(kept.length)] });
  },
  fault() {
    setImmediate(() => {
      throw new Error('thrown by nobody');
    });
    return sleep(10_000);
  },
};

export async function work(job) {
  if (typeof job === 'string') return ODD[job]();
  if ('sleep' in job) return sleep(job.sleep, job.sleep);
  return job.say;
}
