/** What an agency's subgraph is asked by the contract. */
const DESCRIPTOR = "agency { id name licence contactDesk frequencyDays deletionPolicy contractVersion capabilities }";
const CHANGES = "changes(after: $after, first: $first) { changes { operation kind id record into origin } cursor more total }";

export const DESCRIPTION_QUESTION = `query ActionlineHarvest { ${DESCRIPTOR} }`;
export const PAGE_QUESTION = `query ActionlineHarvest($after: String, $first: Int!) { ${CHANGES} }`;
/** The first one of a run, which asks who answers too. */
export const FIRST_QUESTION = `query ActionlineHarvest($after: String, $first: Int!) { ${DESCRIPTOR} ${CHANGES} }`;
