package io.foodflow.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Tells the {@link BodyReader} how much an operation takes, and refuses at once what declares to be more. */
final class BodyLimits implements HandlerInterceptor {

    private static final long MEBIBYTE = 1L << 20;

    private final LimitSettings settings;

    BodyLimits(LimitSettings settings) {
        this.settings = settings;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        var own = handler instanceof HandlerMethod operation ? operation.getMethodAnnotation(BodyLimit.class) : null;
        long limit = own == null ? settings.bodyBytes() : own.mebibytes() * MEBIBYTE;
        if (request.getContentLengthLong() > limit) {
            throw new ProblemException(Problems.tooLarge(limit));
        }
        request.setAttribute(BodyReader.LIMIT, limit);
        return true;
    }
}
