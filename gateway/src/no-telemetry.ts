// `@apollo/gateway` reports figures to its maker, and asks the cloud's metadata services who it runs for, unless told
// not to. This file is imported before it, so that no operator has to know.
process.env.APOLLO_TELEMETRY_DISABLED = "1";
