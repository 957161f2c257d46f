import type { Container } from '../../model/containers.ts';
import { defineRule, type Rule, type Words } from '../rule.ts';
import { failure, troubledContainers, type Told, type Trouble } from './trouble.ts';

/** A cause that Docker names itself, in the error of a start that came to nothing. `docker logs` has nothing of it. */
export interface StartError {
  readonly id: string;
  readonly title: Words;
  /** Docker's words; its groups are what `tell` gets. Words inside may stand in escaped quotes (docker 1.13). */
  readonly wording: RegExp;
  readonly tell: (trouble: Trouble, groups: Readonly<Record<string, string>>) => Told;
}

export function startErrorRule({ id, title, wording, tell }: StartError): Rule {
  return defineRule({
    id,
    title,
    needs: ['containers', 'question'],
    evaluate: (views) =>
      troubledContainers(views).flatMap((trouble) => {
        const groups = wording.exec(trouble.container.inspect.state.error)?.groups;
        if (groups === undefined) return [];
        // Somebody tried to start it, so somebody wants it.
        return [failure(trouble, { severity: 'critical', ...tell(trouble, groups) })];
      }),
  });
}

/** The mount that hides what the image has at a path. */
export function mountOver({ inspect }: Container, path: string) {
  return inspect.mounts.find(
    ({ destination }) => path === destination || path.startsWith(`${destination.replace(/\/$/, '')}/`),
  );
}
