import { compilePlan } from "./compiled-plan";
import { placedFetches } from "./plan-fetches";
import { sharedAnswers } from "./shared-answers";
import { type Asked, canned, plain, type Reply } from "./testing/canned";
import { aRun, testPlanner } from "./testing/planned";

/** Reviews of products, whose authors live elsewhere: the same product stands at many places. */
const planner = testPlanner(
  {
    a: `
      type Query { lists: [List] media: [Media] }
      type List { name: String product: Product }
      type Product @key(fields: "upc") { upc: ID! }
      interface Media { author: Author }
      type Book implements Media { author: Author }
      type Film implements Media { author: Author }
      type Author @key(fields: "id") { id: ID! }
    `,
    b: `
      type Product @key(fields: "upc") { upc: ID! reviews: [Review] box: Box @shareable }
      type Review { stars: Int author: Author }
      type Box @shareable { wide: Int }
      type Author @key(fields: "id") { id: ID! home: Home }
      type Home @key(fields: "id") { id: ID! }
    `,
    c: `
      type Author @key(fields: "id") { id: ID! name(in: Int): String }
      type Home @key(fields: "id") { id: ID! town(in: Int): String }
      type Product @key(fields: "upc") { upc: ID! box: Box @shareable }
      type Box @shareable { deep: Int }
    `,
  },
  { typeConditionedFetching: true },
);

const shared = (query: string) => {
  const fetches = placedFetches(planner.plan(query).node);
  const found = sharedAnswers(fetches);
  return fetches.filter(({ node }) => found.has(node)).map(({ node }) => node.operation.replace(/.*representations\)\{(.*)\}\}$/, "$1"));
};

const ask = async (query: string, replies: Parameters<typeof canned>[0]) => {
  const { transportOf, asked } = canned(replies);
  const plan = compilePlan(planner.plan(query), planner.typesOf, { echoKeys: () => false, joinFetches: false });
  return { ...(await plan.run(aRun(), transportOf)), asked };
};

const each =
  (make: (key: string) => unknown) =>
  ({ variables }: Asked): Reply => ({
    data: { _entities: (variables.representations as { upc?: string; id?: string }[]).map((one) => make(one.upc ?? one.id ?? "")) },
  });

describe("An answer that stands at several places", () => {
  const lists =
    (...upcs: readonly string[]) =>
    () => ({
      data: { lists: upcs.map((upc) => ({ name: `list of ${upc}`, product: { __typename: "Product", upc } })) },
    });

  it("is one object there, where nothing tells the places apart", async () => {
    const query = "{ lists { product { reviews { stars author { name } } } } }";
    expect(shared(query).slice(1)).toEqual(["...on Product{reviews{stars author{__typename id}}}", "...on Author{name}"]);
    const reviews = (upc: string) => ({ reviews: [{ stars: 5, author: { __typename: "Author", id: `of ${upc}` } }] });
    const { tree, asked } = await ask(query, { a: lists("1", "2", "1"), b: each(reviews), c: each((id) => ({ name: `named ${id}` })) });
    expect(asked.at(-1)?.variables.representations).toHaveLength(2);
    const product = (upc: string) => ({
      product: { upc, reviews: [{ stars: 5, author: { __typename: "Author", id: `of ${upc}`, name: `named of ${upc}` } }] },
    });
    expect(plain(tree)).toMatchObject({ lists: [product("1"), product("2"), product("1")] });
    const [first, , third] = (tree?.lists ?? []) as { product: { reviews: unknown } }[];
    expect(first?.product.reviews).toBe(third?.product.reviews);
  });

  it("tells its faults at all of them", async () => {
    const reviews = () => ({ reviews: [{ stars: 5, author: { __typename: "Author", id: "1" } }] });
    const { faults } = await ask("{ lists { product { reviews { stars author { name } } } } }", {
      a: lists("1", "1"),
      b: each(reviews),
      c: () => ({ data: { _entities: [{ name: null }] }, errors: [{ message: "no", path: ["_entities", 0, "name"] }] }),
    });
    expect(faults.map(({ path }) => path?.join("."))).toEqual([0, 1].map((n) => `lists.${n}.product.reviews.0.author.name`));
  });

  it("is a copy at each where another fetch answers the same objects for the places themselves", async () => {
    const query = "{ lists { product { box { wide deep } } } }";
    expect(shared(query)).toEqual(["{lists{product{__typename upc}}}"]);
    const unasked = () => ({ data: { ...lists("1", "1")().data, unasked: 1 } });
    const { tree } = await ask(query, { a: unasked, b: each(() => ({ box: { wide: 1 } })), c: each(() => ({ box: { deep: 2 } })) });
    expect(plain(tree)).toMatchObject({ lists: [{ product: { box: { wide: 1, deep: 2 } } }, { product: { box: { wide: 1, deep: 2 } } }] });
    const [first, second] = (tree?.lists ?? []) as { product: { box: unknown } }[];
    expect(first?.product.box).not.toBe(second?.product.box);
  });

  it("is a copy at each where a fetch below goes on from some of them alone", async () => {
    const query = "{ media { ... on Book { author { home { town(in: 1) } } } ... on Film { author { home { id } } } } }";
    const author = { __typename: "Author", id: "1" };
    const text = JSON.stringify(planner.plan(query));
    expect(text).toContain("@|[Book]");
    // As a planner may well do it: one fetch for both, and one below it for the books alone.
    const joined = text.replaceAll('"@|[Film]"', '"@"').replace(/"@\|\[Book\]","author"\]/, '"@","author"]');
    const plan = JSON.parse(joined);
    const { transportOf } = canned({
      a: () => ({
        data: {
          media: [
            { __typename: "Book", author },
            { __typename: "Film", author },
          ],
        },
      }),
      b: each(() => ({ home: { __typename: "Home", id: "h" } })),
      c: each(() => ({ town: "Geneva" })),
    });
    const { tree } = await compilePlan(plan, planner.typesOf, { echoKeys: () => false, joinFetches: false }).run(aRun(), transportOf);
    const [book, film] = (tree?.media ?? []) as { author: { home: { town?: string } } }[];
    expect([book?.author.home.town, film?.author.home.town]).toEqual(["Geneva", undefined]);
  });
});
