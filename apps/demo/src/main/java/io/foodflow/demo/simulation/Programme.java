package io.foodflow.demo.simulation;

import io.foodflow.demo.company.Company;
import io.foodflow.demo.company.Recipe;
import io.foodflow.demo.company.Site;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;

/** Which families of products a plant makes on a day: a few each day, in turn; each line of the plant a step further on. */
final class Programme {
    private Programme() {}

    /** The recipes that end in products, in the order of the rotation. */
    static List<Recipe> rotation(Company company, Site plant) {
        return company.recipesOf(plant).stream()
                .filter(recipe -> !recipe.products().isEmpty())
                .toList();
    }

    static int familiesADay(Site plant) {
        return plant.key().equals("dessert") ? 1 : 2;
    }

    /** Fillings of a batch. */
    static int fillings(Site plant) {
        return plant.key().equals("bakery") ? 2 : 3;
    }

    /** Milk comes every day; the others rest on Sunday. */
    static boolean works(Site plant, LocalDate date) {
        return plant.key().equals("dairy") || date.getDayOfWeek() != DayOfWeek.SUNDAY;
    }

    /** Working days a day. */
    static double workingShare(Site plant) {
        return plant.key().equals("dairy") ? 1 : 6.0 / 7;
    }
}
