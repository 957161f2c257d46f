import type { ContainerLimits } from '../../facts/container-limits.ts';
import type { Container } from '../../model/containers.ts';

export function limitsOf(
  { inspect }: Container,
  all: readonly ContainerLimits[] | undefined,
): ContainerLimits | undefined {
  return inspect.state.pid === 0 ? undefined : all?.find(({ pid }) => pid === inspect.state.pid);
}
