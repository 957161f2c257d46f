import { say, sentences } from '../../text/say.ts';
import { describeOwner, ownerOf } from '../owner.ts';
import { defineRule, type Finding } from '../rule.ts';

const WORDING =
  /[Cc]onflict\. The (?:container )?name \\?"?\/?(?<name>[^"\\ ]+)\\?"? is already in use by container \\?"?(?<id>[0-9a-f]{12,64})/;

/** An attempt that failed longer ago has been dealt with, or nobody cares. */
const LATELY_MS = 24 * 3_600_000;

/**
 * Seen: a stack or `docker run` cannot be brought up: "Conflict. The container name "/topapi" is already in use".
 * Why: a container of that name is there already, mostly one made by hand with `docker run`, which no stack takes for its own.
 * Not seen: Docker since 17 writes this into its journal only when it debugs, so what the person saw may be all there is.
 */
export const nameConflict = defineRule({
  id: 'name-conflict',
  title: say`A container could not be created because its name is taken`,
  needs: ['containers', 'question'],
  // Most versions leave no trace anyhow, so a journal that is not there leaves no more open than it would.
  wants: ['dockerJournal'],
  evaluate: ({ containers, dockerJournal = [], question }) => {
    const told = new Set<string>();
    return dockerJournal.toReversed().flatMap((line): Finding[] => {
      const groups = WORDING.exec(`${line.message} ${line.error ?? ''}`)?.groups;
      const holder =
        groups &&
        containers.find(({ id, name }) => id.startsWith(groups['id'] ?? '-') && name === groups['name']);
      const age = question.now - Date.parse(line.at ?? '');
      if (holder === undefined || !(age < LATELY_MS) || told.has(holder.id)) return [];
      told.add(holder.id);
      const owned = ownerOf(holder).kind !== 'nobody';
      // Whoever asks for the name, or finds its holder not running, suffers from it.
      const isAsked = question.asked.container === holder.name;
      return [
        {
          severity: isAsked || !holder.running ? 'warning' : 'notice',
          certainty: 'proven',
          subject: { kind: 'container', name: holder.name },
          title: say`A new container ${holder.name} was refused: the name is taken`,
          explanation: sentences(
            holder.running
              ? say`Somebody tried to create a container called ${holder.name}, and Docker refused because there is one of that name: ${describeOwner(holder)}, which runs.`
              : say`Somebody tried to create a container called ${holder.name}, and Docker refused because there is one of that name: ${describeOwner(holder)}, which does not run.`,
            owned
              ? say`It belongs to a project of its own, so two projects want the same name.`
              : say`It was made by hand, so a stack does not take it for its own and cannot replace it.`,
          ),
          evidence: [{ source: 'journalctl -u docker', lines: [line.text] }],
          falsifier: say`wrong if \`docker ps -a --no-trunc --filter name=^/${holder.name}$\` does not show ${holder.id.slice(0, 12)}`,
          fix: {
            summary: say`Rename the old container, bring up the new one, and remove the old one when the new one works.`,
            commands: [
              `docker rename ${holder.name} ${holder.name}-old`,
              ...(holder.running ? [`docker stop ${holder.name}-old`] : []),
            ],
            risk: sentences(
              holder.running && say`Its ports are free only once the old one is stopped: a short outage.`,
              say`Removing a container removes what was changed inside it; a compose container that is renamed still belongs to its project.`,
            ),
          },
          explains: [`container:${holder.name}`],
        },
      ];
    });
  },
});
