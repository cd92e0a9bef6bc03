"""What the agency measures and reports. Everything in it is invented; yours comes from your own system."""

AGENCY = {
    "id": "meridian",
    "name": "Meridian Institute of Rural Networks (invented)",
    "licence": "CC-BY-4.0",
    "contactDesk": "data-desk@meridian.example",
    "frequencyDays": 30,
    "deletionPolicy": "PERSISTENT",
    "contractVersion": "1.0",
    "capabilities": ["ENTITIES"],
}


def activity(number, title, country, year):
    """A record of the contract: schema/contract/activity.schema.json says what it may hold."""
    return {
        "kind": "ACTIVITY",
        "id": f"meridian:{number}",
        "title": [{"language": "en", "text": title}],
        "activityKind": "PROJECT",
        "status": "IMPLEMENTING",
        "period": {"start": f"{year}-01-01"},
        "reporter": {"name": AGENCY["name"]},
        "items": [{"item": "GPA-18a"}],
        "places": [{"place": country}],
    }


# In the order in which they happened: a change's number is its cursor, and never a clock.
CHANGES = [
    {"operation": "UPSERT", "record": activity("R-1", "Rural clinics on line", "KE", 2023)},
    {"operation": "UPSERT", "record": activity("R-2", "Health desks in village libraries", "UG", 2024)},
    {"operation": "UPSERT", "record": activity("R-3", "Radio and tablets for midwives", "TZ", 2024)},
    {"operation": "DELETE", "kind": "ACTIVITY", "id": "meridian:R-2"},
]

# What the agency adds to activities, its own and others'.
MEASURED = {
    "meridian:R-1": {"meridian_beneficiaries": 1240, "meridian_site": {"name": "Isiolo", "country": "KE"}},
    "meridian:R-3": {"meridian_beneficiaries": 310, "meridian_site": {"name": "Tabora", "country": "TZ"}},
}
