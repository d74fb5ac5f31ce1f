// SPDX-License-Identifier: GPL-3.0-or-later
// The sandbox as a process of its own, for as long as a test file runs.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const bin =
  process.env.ACTIVITYBRIDGE_BIN ?? fileURLToPath(new URL('../../../build/release/bin', import.meta.url));

/** Starts it with these options: {hubspot, hubspotToken, salesforce, salesforceToken} and stop(). */
export async function startSandbox(...options) {
  const child = spawn(join(bin, 'activitybridge-sandbox'), [...options, '--exit-with-parent'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const firstLine = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the sandbox ended with ${code} before it was ready`)));
    createInterface({ input: child.stdout }).once('line', resolve);
  });
  const place = JSON.parse(await firstLine);
  return {
    ...place,
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

/** What the sandbox itself counts, behind the back of the client. */
export async function counts(place) {
  const answer = await fetch(`${place.salesforce}/sandbox/counts`);
  return answer.json();
}

/** The error that a promise ends with; it is an error if it does not. */
export async function failureOf(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('this should have been refused');
}
