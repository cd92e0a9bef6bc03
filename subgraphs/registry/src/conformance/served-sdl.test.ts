import { DEFAULT_LIMITS } from "../limits";
import { prepare } from "../prepare";
import { HONEST } from "../testing/small-hub";
import { compareServed } from "./served-sdl";

const published = prepare("nordlys", HONEST, DEFAULT_LIMITS).sdl;

test("F37 a server that serves what was published is found to, however it writes it", () => {
  const otherwise = HONEST.replace("type nordlys_Clinic", '"A clinic."\ntype nordlys_Clinic').replace(
    "nordlys_staff: Int\n  nordlys_title",
    "nordlys_title",
  );
  expect(compareServed("nordlys", HONEST, published)).toEqual({ same: true });
  const moved = otherwise.replace("nordlys_clinic: nordlys_Clinic", "nordlys_clinic: nordlys_Clinic\n  nordlys_staff: Int");
  expect(compareServed("nordlys", moved, published)).toEqual({ same: true });
  const renamed = HONEST.replace('"@external"', '{ name: "@external", as: "@theirs" }').replace("@external\n", "@theirs\n");
  expect(compareServed("nordlys", renamed, published)).toEqual({ same: true });
  expect(
    compareServed("nordlys", `${HONEST}\nscalar _Any\ntype _Service { sdl: String }\nextend type Query { _service: _Service! }`, published),
  ).toEqual({ same: true });
});

test.each([
  ["a field less", HONEST.replace("nordlys_staff: Int\n", ""), /nordlys_staff/],
  ["a field more", HONEST.replace("nordlys_staff: Int\n", "nordlys_staff: Int\n nordlys_more: Int\n"), /nordlys_more/],
  ["another type", HONEST.replace("nordlys_staff: Int", "nordlys_staff: String"), /nordlys_staff/],
  [
    "an override",
    HONEST.replace('"@key"', '"@key", "@override"').replace("nordlys_staff: Int", 'nordlys_staff: Int @override(from: "teams")'),
    /nordlys_staff/,
  ],
  ["another key", HONEST.replace('type nordlys_Clinic @key(fields: "id")', 'type nordlys_Clinic @key(fields: "beds")'), /nordlys_Clinic/],
  ["no schema", "<html>503</html>", /can't be read/],
])("F37 %s is drift, and is named", (_, served, reason) => {
  const drift = compareServed("nordlys", served, published);
  expect(drift.same ? "" : drift.reason).toMatch(reason);
});
