import { say, type Said, sentences } from '../../text/say.ts';
import type { LogLine } from '../../facts/docker-logs.ts';
import { defineRule, type Finding } from '../rule.ts';
import { failedByItself } from './log-cause.ts';
import { describeEnd, failure, troubledContainers } from './trouble.ts';

/** What runtimes and images say of a variable that is not set. The name, where it is told, is compared with what the container has. */
const WORDINGS: readonly RegExp[] = [
  // Python's os.environ['X']; a KeyError of any other dictionary has other names.
  /^KeyError: ['"](?<name>\w{3,})['"]/,
  // sh -u, bash's ${X:?}
  /(?:^|: )(?<name>\w{3,}): (?:parameter not set|unbound variable|parameter null or not set|(?:is |must be )?(?:not set|set|required|missing|undefined|empty)\b)/i,
  /environment variables?:? ['"`$]*(?<name>\w{3,})['"`]* (?:is |was |must be |are |has )?(?:required|not (?:been )?(?:set|defined|found|provided|specified)|missing|undefined|empty|set)/i,
  /(?:missing|required|undefined|unset|no)(?: required)? (?:environment|env)(?: variables?| vars?)?:? ['"`$]*(?<name>\w{3,})/i,
  /(?:missing|required):? ['"`$]*(?<name>[A-Z][A-Z0-9]*_[A-Z0-9_]+)/,
  /(?:^|[\s.])['"`$]*(?<name>[A-Z][A-Z0-9]*_[A-Z0-9_]+)['"`]* (?:is |was |env(?:ironment)? (?:variable |var )?)?(?:is )?(?:not (?:set|defined|provided|specified)|missing|required|undefined|must be set)/,
  /required key (?<name>\w{3,}) missing value/,
  /Could not resolve placeholder '(?<property>[^'}]+)' in value/,
  /You need to specify one of the following|Database is uninitialized and (?:superuser )?password(?: option)? is not specified/,
  /connection ?string.{0,60}(?:is null|cannot be null|not been initialized|was not found|is not (?:set|configured)|is missing)|Value cannot be null\. \(?Parameter (?:name: )?'connectionString'/i,
];

/**
 * Seen: the container ends at once or restarts over and over; its log names a setting that is not there.
 * Why: a variable of its environment is missing, mostly after the container was recreated by hand without the options that its
 * stack or the old `docker run` gave it.
 * Not seen: what the value has to be. Values are never read; only the names of what it has are compared.
 */
export const envMissing = defineRule({
  id: 'env-missing',
  title: say`A container lacks a variable of its environment that its application needs`,
  needs: ['containers', 'logs', 'question'],
  evaluate: (views) =>
    troubledContainers(views).flatMap((trouble): Finding[] => {
      const found = failedByItself(trouble) ? findMissing(trouble.lines) : undefined;
      if (found === undefined) return [];
      const { container } = trouble;
      const { envNames } = container.inspect.config;
      const { variable } = found;
      // It is there, so the line means something else.
      if (variable !== undefined && envNames.includes(variable)) return [];
      const what = variable ?? say`a setting`;
      const names = `docker inspect -f '{{range .Config.Env}}{{println .}}{{end}}' ${container.name} | cut -d= -f1`;
      return [
        failure(trouble, {
          severity: 'critical',
          certainty: variable === undefined ? 'likely' : 'proven',
          title:
            variable === undefined
              ? say`${container.name} gives up because a setting of its environment is missing`
              : say`${container.name} gives up because its environment has no ${variable}`,
          explanation: sentences(
            say`The application in container ${container.name} needs ${what} and ends without it${describeEnd(trouble)}.`,
            variable !== undefined && notAmong(variable, envNames.length),
            say`Settings like this one live in the stack file, an .env file beside it, or the command line of the old \`docker run\`; a container that is recreated by hand has only what it is given again.`,
          ),
          quoted: found.quoted,
          evidence: [
            {
              source: names,
              lines: [envNames.join(' ') || say`(none)`],
            },
          ],
          falsifier: say`wrong if \`${names}\` lists ${variable ?? say`every setting that the application names`}`,
          fix: {
            summary: say`Give it ${what} again, from the stack file or from \`docker inspect\` of the container that worked.`,
            commands: [`docker logs --tail 20 ${container.name}`],
            risk: say`Values may be secrets: put them into an env file that only root reads, not onto the command line.`,
          },
          change: {
            compose: say`environment: ["${variable ?? '<NAME>'}=<value>"]`,
            run: say`--env-file <file with ${variable ?? '<NAME>'}>`,
          },
        }),
      ];
    }),
});

function notAmong(variable: string, count: number): Said {
  return count === 0
    ? say`The container's environment has no variables, and ${variable} is not among them.`
    : say`The container's environment has ${count} variables, and ${variable} is not among them.`;
}

interface Missing {
  /** Its name, where the line tells it. */
  readonly variable?: string;
  readonly quoted: readonly LogLine[];
}

function findMissing(lines: readonly LogLine[]): Missing | undefined {
  for (const [index, { text }] of [...lines.entries()].toReversed()) {
    for (const wording of WORDINGS) {
      const match = wording.exec(text);
      const variable = match === null ? undefined : nameIn(match.groups ?? {});
      if (variable === undefined) continue;
      const quoted = lines.slice(Math.max(0, index - 2), index + 2);
      return { quoted, ...(variable !== '' && { variable }) };
    }
  }
  return undefined;
}

/** Empty where the wording has none; undefined where what stands in its place is no name of a variable. */
function nameIn({ name, property }: Readonly<Record<string, string | undefined>>): string | undefined {
  // Spring's `shop.db.url` may be given as SHOP_DB_URL.
  if (property !== undefined) return property.split(':')[0]?.replaceAll(/[.-]/g, '_').toUpperCase();
  if (name === undefined) return '';
  return /^[A-Z][A-Z0-9_]+$/.test(name) ? name : undefined;
}
