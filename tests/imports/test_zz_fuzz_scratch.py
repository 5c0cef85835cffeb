import datetime as dt, pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from tests.imports import database, world
from tests.imports.case import table
from tests.imports.steps import *
from tests.imports.exporting import dataset
from tests.imports.conftest import _small_world, small_world
from workbench.imports.running import bring_in, look
from workbench.imports.shapes import shape_of
from workbench.imports.choices import Choices
from workbench.imports.undo import undo
from regions.models import Membership
pytestmark=pytest.mark.django_db
D=st.integers(1,9)
iso=lambda d: f"2015-01-{d:02d}"
ROW=st.fixed_dictionaries({"status":st.sampled_from(["member","partly"]),"source":st.sampled_from(["survey-2021","eurostat"]),"first":st.none()|D,"on":D,"sup":st.none()|D,"note":st.sampled_from(["","a","b"])})
def rows(drawn):
    out=[]
    for r in drawn:
        row={"region":"BE3","network":"cebr","status":r["status"],"source":r["source"],"stated_on":iso(r["on"]),"note":r["note"],"first_stated_on":"","superseded_on":""}
        if r["first"] and r["first"]<r["on"]: row["first_stated_on"]=iso(r["first"])
        if r["sup"] and r["sup"]>r["on"]: row["superseded_on"]=iso(r["sup"])
        out.append(row)
    return table(*out)
S=settings(suppress_health_check=list(HealthCheck),max_examples=3000,deadline=None)
shp=lambda:[shape_of("regions.membership")]
@S
@given(st.lists(ROW,min_size=1,max_size=4),st.lists(ROW,min_size=1,max_size=4))
def test_idem(small_world,one,two):
    with database.taken_out_again():
        bring_in(rows(one),"t.csv",Choices(partial=True),shp())
        l=look(rows(two),"t.csv",Choices(partial=True),shp())
        b=[sorted(map(repr,dataset("regions.membership").dict))]
        r=bring_in(rows(two),"t.csv",Choices(partial=True),shp())
        assert l.plan.digest()==r.plan.digest()
        a=sorted(map(repr,dataset("regions.membership").dict))
        if r.record: assert undo(r.record).kept==[]; assert sorted(map(repr,dataset("regions.membership").dict))==b[0]
@S
@given(st.lists(ROW,min_size=1,max_size=4),st.lists(ROW,min_size=1,max_size=4))
def test_twice(small_world,one,two):
    with database.taken_out_again():
        bring_in(rows(one),"t.csv",Choices(partial=True),shp())
        r=bring_in(rows(two),"t.csv",Choices(partial=True),shp())
        a=sorted(map(repr,dataset("regions.membership").dict))
        r2=bring_in(rows(two),"t.csv",Choices(partial=True),shp())
        assert [str(s) for s in r2.plan.changes]==[]
