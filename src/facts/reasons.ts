import { ANY, recogniser } from '../text/recognise.ts';
import { say, type Text, verbatim } from '../text/say.ts';

/**
 * Why a reading or an attempt is none, in Ferryman's own words. A snapshot is read by many and keeps them in English; here
 * they become sentences again, to be told in the language of whoever reads the report.
 */
const reasonIn = recogniser([
  // Parsers of facts.
  say`exit code ${ANY} and no output`,
  say`exit code ${ANY}`,
  say`no output`,
  say`nothing under /proc/sys`,
  say`nothing of it under /proc`,
  say`nothing in /proc/mounts`,
  say`no MemTotal in /proc/meminfo`,
  say`no counters in /proc/net/netstat`,
  say`no btime in /proc/stat`,
  say`no /etc/resolv.conf`,
  say`no os-release`,
  say`no time in ${ANY}`,
  say`no user id in ${ANY}`,
  say`no version in ${ANY}`,
  say`not four words: ${ANY}`,
  say`the answer is no JSON`,
  say`the answer is no JSON list`,
  say`the answer is no JSON object of texts`,
  say`of an unknown form`,
  say`${ANY}: Invalid input: expected ${ANY}, received ${ANY}`,
  say`the whole file has to be one object, { … }`,
  say`bash said nothing`,
  // Sections of the script.
  say`${ANY} is not installed`,
  say`none of ${ANY} is installed`,
  say`${ANY} is not there`,
  say`${ANY} did not end within ${ANY} s`,
  say`the host took longer than ${ANY} ms for all facts`,
  say`the script's output ends before this fact`,
  // Docker's API, its command line, and what is looked at before either is asked.
  say`the host did not say in time whether Docker runs`,
  say`dockerd runs without a socket at ${ANY}`,
  say`dockerd runs only for the user with the id ${ANY}, who has a socket of their own`,
  say`no dockerd process runs on the host`,
  say`no Docker engine is installed on the host`,
  say`Docker gave no answer within ${ANY} s`,
  say`Docker's answer to ${ANY} is longer than ${ANY}`,
  say`the answer is no stream`,
  say`no JSON`,
  say`the list of containers could not be read`,
  say`the host's clock could not be read`,
  say`no answer within ${ANY} ms`,
  say`the docker command failed`,
  say`the docker command printed nothing`,
  say`the docker command line has no answer for ${ANY}`,
  say`docker inspect says nothing about ${ANY}`,
  say`the diagnosis was stopped`,
  // Attempts.
  say`the diagnosis was cancelled`,
  say`the host got a connection`,
  say`the name does not resolve`,
  say`the name does not resolve on the host`,
  say`the name leads to no IPv4 address beyond the host`,
  say`not permitted to enter the namespace of the container`,
  say`the attempt said nothing`,
  say`timed-out`,
  say`aborted`,
  say`signalled`,
]);

/** Which of several containers it is about. */
const OF_CONTAINER = /^([0-9a-f]{12}|[0-9a-f]{64}): (.+)$/s;

/** What a program said stays as it is, in its own language. In English the words are always those that came in. */
export function inWords(because: Text | string): Text {
  if (typeof because !== 'string') return because;
  const [, container, rest] = OF_CONTAINER.exec(because) ?? [];
  if (container !== undefined && rest !== undefined) return say`${container}: ${inWords(rest)}`;
  return reasonIn(because) ?? verbatim(because);
}
