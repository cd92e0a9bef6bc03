"""An agency's subgraph: the contract, and fields of its own on activities.

Run:  python serve.py [port]     (after  pip install -r requirements.txt)
"""

import os
import pathlib
import socketserver
import sys
import wsgiref.simple_server

from ariadne import QueryType, ScalarType
from ariadne.contrib.federation import FederatedObjectType, make_federated_schema
from ariadne.wsgi import GraphQL
from graphql import GraphQLError

from measured import AGENCY, CHANGES, MEASURED

HERE = pathlib.Path(__file__).parent
# The contract's own SDL, as the hub publishes it; a copy of it stands beside the code where there is no checkout.
CONTRACT = pathlib.Path(os.environ.get("CONTRACT", HERE / "../../../../schema/contract/contract.graphql"))
MOST_A_PAGE = 1000

query = QueryType()
activity = FederatedObjectType("Activity")


@query.field("agency")
def resolve_agency(*_):
    return AGENCY


@query.field("changes")
def resolve_changes(*_, first, after=None):
    after = after or "0"
    if not after.isdecimal() or int(after) > len(CHANGES):
        raise GraphQLError("This cursor isn't one of ours.", extensions={"code": "CURSOR_INVALID"})
    if not 1 <= first <= MOST_A_PAGE:
        raise GraphQLError(f"Ask for 1 to {MOST_A_PAGE} changes.", extensions={"code": "BAD_INPUT"})
    begin = int(after)
    page = CHANGES[begin : begin + first]
    end = begin + len(page)
    changes = [{"origin": [], **change} for change in page]
    return {"changes": changes, "cursor": str(end), "more": end < len(CHANGES), "total": len(held())}


def held():
    """Ids of the records that stand after all changes."""
    ids = set()
    for change in CHANGES:
        if change["operation"] == "UPSERT":
            ids.add(change["record"]["id"])
        elif change["operation"] == "DELETE":
            ids.discard(change["id"])
    return ids


@activity.reference_resolver
def resolve_activity(_, _info, representation):
    """By its key; null for an activity of which the agency has nothing to tell."""
    measured = MEASURED.get(representation["id"])
    return measured and {"__typename": "Activity", "id": representation["id"], **measured}


schema = make_federated_schema(
    [CONTRACT.read_text(encoding="utf-8"), (HERE / "own_fields.graphql").read_text(encoding="utf-8")],
    [query, activity, ScalarType("ContractRecord")],
)


class Server(socketserver.ThreadingMixIn, wsgiref.simple_server.WSGIServer):
    daemon_threads = True


class QuietHandler(wsgiref.simple_server.WSGIRequestHandler):
    def log_message(self, *_):
        pass


if __name__ == "__main__":
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 4101
    application = GraphQL(schema, introspection=False)
    with wsgiref.simple_server.make_server("127.0.0.1", port, application, Server, QuietHandler) as server:
        print(f"http://127.0.0.1:{server.server_port}/", flush=True)
        server.serve_forever()
