/** The sites of an inventory, each once; `undefined` is that of hosts that name none. */
export function sitesOf(hosts: readonly { readonly site?: string | undefined }[]): (string | undefined)[] {
  return [...new Set(hosts.map(({ site }) => site))];
}
