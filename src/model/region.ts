/** `cn-hangzhou`, `eu-west-1`, `europe-west3`, `us-east-2`: as clouds write them into the names of their services. */
const REGION =
  /(?<![a-z0-9])(cn-[a-z]+(?:-\d)?|(?:us|eu|ap|sa|me|af|ca|il|mx)-(?:gov-)?(?:north|south|east|west|central)+(?:-\d)?|(?:europe|asia|australia|northamerica|southamerica)-[a-z]+\d)(?![a-z0-9])/;

/** The region that the name of a cloud's service tells of. */
export function regionIn(name: string): string | undefined {
  return REGION.exec(name.toLowerCase())?.[1];
}
