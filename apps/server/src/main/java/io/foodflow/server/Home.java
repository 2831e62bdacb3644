package io.foodflow.server;

import io.foodflow.platform.security.OpenToAll;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** Leads whoever opens the bare address to the workspace. */
@RestController
@Hidden
class Home {

    @OpenToAll
    @GetMapping({"/", "/app"})
    RedirectView toWorkspace() {
        return new RedirectView("/app/");
    }

    @OpenToAll
    @GetMapping("/app/")
    ModelAndView workspace() {
        return new ModelAndView("forward:/app/index.html");
    }
}
