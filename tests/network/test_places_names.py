"""Names as people say them."""

import pytest

from network.places.names import everyday_names, official_name, split_name


@pytest.mark.parametrize(
    ("text", "code", "names"),
    [
        ("Zwickau, Stadt", "14524330", ("Zwickau", "")),
        ("Kiel, Landeshauptstadt", "01002", ("Kiel", "")),
        ("Hanau, Brüder-Grimm-Stadt", "06435014", ("Hanau", "")),
        ("Bautzen / Budyšin, Stadt", "14625020", ("Bautzen", "Budyšin")),
        ("Weißwasser/O.L., Stadt / Běła Woda", "14626600", ("Weißwasser/O.L.", "Běła Woda")),
        ("Weißwasser/O.L., Stadt", "14626600", ("Weißwasser/O.L.", "")),
        ("Großpostwitz/O.L. / Budestecy", "14625190", ("Großpostwitz/O.L.", "Budestecy")),
        ("Calau/Kalawa, Stadt", "12066052", ("Calau", "Kalawa")),
        ("Burg (Spreewald)/Bórkowy (Błota)", "12071032", ("Burg (Spreewald)", "Bórkowy (Błota)")),
        ("Lübbenau/Spreewald / Lubnjow/Błota, Stadt", "12066196", ("Lübbenau/Spreewald", "Lubnjow/Błota")),
        ("Lübbenau/Spreewald, Stadt", "12066196", ("Lübbenau/Spreewald", "")),
        ("Neukirch/Lausitz", "14625380", ("Neukirch/Lausitz", "")),
        ("Bautzen - Budyšin", "14625020", ("Bautzen", "Budyšin")),
        ("Elmenhorst/Lichtenhagen", "13072029", ("Elmenhorst/Lichtenhagen", "")),
        ("Doberschau-Gaußig / Dobruša-Huska", "14625110", ("Doberschau-Gaußig", "Dobruša-Huska")),
        ("Lauenburg/ Elbe, Stadt", "01053083", ("Lauenburg/Elbe", "")),
        ("Bad Homburg v. d. Höhe", "06434001", ("Bad Homburg v.d. Höhe", "")),
        ("Burgkirchen a.d.Alz", "09171113", ("Burgkirchen a.d. Alz", "")),
        ("Krauschwitz i.d. O.L.", "14626250", ("Krauschwitz i.d. O.L.", "")),
        ("Budys\u030cin", "14625020", ("Budyšin", "")),
    ],
)
def test_directory_name_becomes_german_and_sorbian_name(text, code, names):
    assert split_name(text, code) == names


@pytest.mark.parametrize(
    ("name", "code", "designation", "official"),
    [
        ("Zwickau", "14524", "Landkreis", "Landkreis Zwickau"),
        ("Leipzig", "14729", "Landkreis", "Landkreis Leipzig"),
        ("Leipzig", "14713", "Kreisfreie Stadt", "Stadt Leipzig"),
        ("Stuttgart", "08111", "Stadtkreis", "Stadt Stuttgart"),
        ("Erzgebirgskreis", "14521", "Landkreis", "Erzgebirgskreis"),
        ("Rhein-Kreis Neuss", "05162", "Kreis", "Rhein-Kreis Neuss"),
        ("Altmarkkreis Salzwedel", "15081", "Landkreis", "Altmarkkreis Salzwedel"),
        ("Märkischer Kreis", "05962", "Kreis", "Märkischer Kreis"),
        ("Städteregion Aachen", "05334", "Kreis", "Städteregion Aachen"),
        ("Region Hannover", "03241", "Landkreis", "Region Hannover"),
        ("Regionalverband Saarbrücken", "10041", "Landkreis", "Regionalverband Saarbrücken"),
        ("Kleve", "05154", "Kreis", "Kreis Kleve"),
        ("Sachsen", "14", "Freistaat", "Sachsen"),
        ("Zwickau", "14524330", "Stadt", ""),
        ("Zwickau", "14524", "", ""),
        ("Zwickau", "14524", "Etwas", ""),
    ],
)
def test_official_name_is_what_people_say(name, code, designation, official):
    assert official_name(name, code, designation) == official


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("Zwickau", ()),
        ("Lugau/Erzgeb.", ("Lugau", "Lugau im Erzgebirge")),
        ("Weißwasser/O.L.", ("Weißwasser", "Weißwasser in der Oberlausitz")),
        ("Krauschwitz i.d. O.L.", ("Krauschwitz", "Krauschwitz in der Oberlausitz")),
        ("Halle (Saale)", ("Halle",)),
        ("Trebsen/Mulde", ("Trebsen",)),
        ("Hartmannsdorf b. Kirchberg", ("Hartmannsdorf", "Hartmannsdorf bei Kirchberg")),
        ("St. Egidien", ("Sankt Egidien",)),
    ],
)
def test_abbreviated_names_are_also_found_as_people_write_them(name, others):
    assert everyday_names(name) == others
