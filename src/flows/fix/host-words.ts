import { ANY, recogniser } from '../../text/recognise.ts';
import { say, type Sayable } from '../../text/say.ts';

/** What the host's own script notes where it does not begin: `note` in src/fixes/script. */
const noteIn = recogniser([
  say`${ANY} is another one now than was looked for`,
  say`${ANY} cannot be written to`,
  say`the bridge of ${ANY} does not have ${ANY}`,
  say`${ANY} does not have ${ANY}`,
  say`${ANY} has ${ANY} and not ${ANY}`,
  say`Docker uses no bridge and not ${ANY}`,
  say`Docker uses ${ANY} and not ${ANY}`,
  say`${ANY} is not what it was made`,
  say`${ANY} is still there`,
  say`there is no network ${ANY}`,
  say`there are several networks ${ANY}`,
  say`${ANY} is not in ${ANY} as it is to be`,
  say`${ANY} is not ${ANY}`,
  say`${ANY} joined ${ANY}`,
  say`nothing here would take the change back after a reboot`,
]);

/** What it answers where it was told to do something and does not, and what storing it answers. */
const answerIn = recogniser([
  say`busy: another command of Ferryman runs on this host`,
  say`busy: ${ANY} is ${ANY}`,
  say`not prepared but ${ANY}`,
  say`not prepared`,
  say`there already: ${ANY}`,
  say`/var/lib/ferryman is somebody else's, who could change what is put there`,
]);

/** @param note as the host's record has it, in English */
export function notedOnHost(note: string): Sayable {
  return noteIn(note) ?? note;
}

/** Programs that it ran answer in their own words, which stay. */
export function answeredByHost(words: string): Sayable {
  return answerIn(words) ?? words;
}
