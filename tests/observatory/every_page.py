"""One page of every address of the public site."""

from policies.models import Initiative, PolicyDocument


def addresses():
    """The pages by the name of their route."""
    policy, initiative = PolicyDocument.objects.first(), Initiative.objects.first()
    return {
        "home": "/",
        "regions_download": "/regions/download/",
        "policies_download": "/policies/download/",
        "networks_download": "/networks/download/",
        "initiatives_download": "/initiatives/download/",
        "regions": "/regions/?level=1",
        "region": "/regions/BE3/",
        "policies": "/policies/",
        "policy": policy.get_absolute_url(),
        "networks": "/networks/",
        "network": "/networks/errin/",
        "initiatives": "/initiatives/",
        "initiative": initiative.get_absolute_url(),
        "vocabularies": "/terms/",
        "vocabulary": "/terms/nace-2/",
        "term": "/terms/policy-topics/T02/",
        "indicators": "/indicators/",
        "indicator": "/indicators/population/",
        "compare": "/compare/?r=BE3&r=BE2",
        "partners": "/partners/?for=BE3",
        "map": "/map/",
        "coverage": "/coverage/",
        "search": "/search/?q=de",
        "data": "/data/",
        "dictionary": "/data/dictionary/",
        "api_docs": "/data/api/",
        "page": "/about/",
    }
