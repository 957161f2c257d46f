import { attemptEvidence, listenerEvidence } from '../evidence.ts';
import { behindPorts, orUnseen, severityOf } from './container-listeners.ts';
import { changeCommands, changeIn } from '../owner.ts';
import { defineRule, type Finding } from '../rule.ts';

/**
 * Seen: the published port is refused from outside; on the host it connects and is reset at once.
 * Why: inside the container the application listens on 127.0.0.1 only, and packets for the published port arrive at the
 * container's own address. .NET's default without ASPNETCORE_URLS is http://localhost:5000.
 * Not seen: containers on the host's own network, where 127.0.0.1 is the host's.
 */
export const loopbackOnlyInsideContainer = defineRule({
  id: 'loopback-only-inside-container',
  title: 'An application listens on 127.0.0.1 only, inside its container',
  needs: ['containers', 'attempts', 'question'],
  evaluate: (views) => {
    const all = behindPorts(views);
    const findings = all.flatMap((behind): Finding[] => {
      if (behind.kind !== 'loopback-only') return [];
      const { path, listener } = behind;
      const { container, port } = path;
      const { env, envNames } = container.inspect.config;
      const dotnet = [...envNames, ...Object.keys(env)].some((name) => /^(ASPNETCORE|DOTNET)_/.test(name));
      const elsewhere = listener.port !== port.containerPort;
      return [
        {
          severity: severityOf(path, all, views.question.asked.port),
          certainty: 'proven' as const,
          subject: { kind: 'container', name: container.name },
          title: `${container.name} listens on 127.0.0.1 only, so nobody outside the container can connect`,
          explanation: `Port ${port.hostPort} of the host leads to port ${port.containerPort} of container ${container.name}. In there the application listens on ${listener.address}:${listener.port}, which takes connections from inside the container alone; those that arrive from the host are refused.${elsewhere ? ` It is also another port than the ${port.containerPort} that is published.` : ''}`,
          evidence: [listenerEvidence(container), attemptEvidence(path.outcomes, container)],
          falsifier: `wrong if \`nsenter -t ${container.inspect.state.pid} -n ss -lnt\` shows a listener on 0.0.0.0:${port.containerPort} or [::]:${port.containerPort}`,
          fix: {
            summary: `${
              dotnet
                ? `Make it listen on every address: ASPNETCORE_URLS=http://+:${port.containerPort} in the container's environment.`
                : `Make the application listen on 0.0.0.0:${port.containerPort} (its bind or host setting) and recreate the container.`
            } ${changeIn(container)}`,
            commands: changeCommands(
              container,
              dotnet
                ? {
                    compose: `environment: ["ASPNETCORE_URLS=http://+:${port.containerPort}"]`,
                    run: `-e ASPNETCORE_URLS=http://+:${port.containerPort}`,
                  }
                : {
                    compose: `# bind address 0.0.0.0, port ${port.containerPort}`,
                    run: `(bind address 0.0.0.0, port ${port.containerPort})`,
                  },
            ),
            risk: 'The container is recreated: a short outage, a new address.',
          },
          explains: [`port:${port.hostPort}`],
        },
      ];
    });
    return orUnseen(findings, all);
  },
});
